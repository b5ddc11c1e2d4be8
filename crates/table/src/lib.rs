//! Tables that people edit as TOML and that the program holds in a form that is read in a fraction of the time.
//!
//! `table!("data/a.toml", "data/b.toml")` reads the files of the crate that says so, merges them, and leaves one
//! `demarche_core::Table` in the program; a file that is no TOML is an error of the compiler.

use proc_macro::TokenStream;
use std::path::Path;
use std::{env, fs};
use toml::{Table, Value};

/// One table of some TOML files, by their paths within the crate. A list that several of them have goes on from file to file.
#[proc_macro]
pub fn table(files: TokenStream) -> TokenStream {
    let code = expand(files).unwrap_or_else(|problem| format!("compile_error!({problem:?})"));
    code.parse().unwrap_or_default()
}

fn expand(files: TokenStream) -> Result<String, String> {
    let folder = env::var("CARGO_MANIFEST_DIR").map_err(|e| e.to_string())?;
    let (mut all, mut watch) = (Table::new(), String::new());
    for token in files.into_iter().map(|token| token.to_string()).filter(|token| token != ",") {
        let name = token.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
        let name = name.ok_or_else(|| format!("`{token}` is no path between quotation marks"))?;
        let path = Path::new(&folder).join(name);
        let text = fs::read_to_string(&path).map_err(|e| format!("{name}: {e}"))?;
        merge(&mut all, text.parse().map_err(|e| format!("{name}: {e}"))?)
            .map_err(|key| format!("{name}: `{key}` stands in a file before it, too"))?;
        // By this the compiler sees that a file has changed.
        watch += &format!("const _: &str = include_str!({path:?});");
    }
    let packed = serde_json::to_string(&all).map_err(|e| e.to_string())?;
    Ok(format!("{{ {watch} ::demarche_core::Table::new({packed:?}) }}"))
}

/// Adds a file to those before it; refuses a key that two of them have and that is no list.
fn merge(all: &mut Table, file: Table) -> Result<(), String> {
    for (key, value) in file {
        match (all.get_mut(&key), value) {
            (Some(Value::Array(list)), Value::Array(more)) => list.extend(more),
            (Some(_), _) => return Err(key),
            (None, value) => _ = all.insert(key, value),
        }
    }
    Ok(())
}
