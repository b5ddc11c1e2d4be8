//! The world: countries, cities, bodies, offices, people, summits and news agencies, as tables.
//!
//! All facts are in `data/*.tsv`, embedded into the program and read once, on first use. What the columns mean and
//! where the facts come from is in this crate's README. A text outranks the atlas wherever they differ; the crate
//! judges no text, it only says what a surface *may* mean ([`Atlas::look_up`]) and who held which office when
//! ([`Person::offices_on`]).
//!
//! ```
//! use demarche_atlas::{Atlas, Entry};
//!
//! let atlas = Atlas::embedded();
//! let meanings = atlas.look_up("Jordan");
//! assert!(meanings[0].ambiguous);
//! let Entry::Country(jordan) = meanings[0].entry else { panic!("a country") };
//! assert_eq!(atlas[jordan].code, "JOR");
//! assert_eq!(atlas.country("JOR").and_then(|country| country.capital()), Some("Amman"));
//! ```

mod atlas;
mod body;
mod lookup;
mod names;
mod office;
mod person;
mod place;
mod publisher;
mod record;
mod region;
mod table;
mod term;

pub use atlas::Atlas;
pub use body::{Agency, Body, BodyKind, Branch, Metonym, Ministry};
pub use names::{Entry, Form, Meaning, Name};
pub use office::{Change, Courtesy, Modifier, Office, OfficeKind, Portfolio};
pub use person::{FirstSurname, GivenName, NameOrder, Origin, Person};
pub use place::{City, CityKind, Country, Past, Summit};
pub use publisher::Publisher;
pub use record::{Gender, Id};
pub use region::Region;
pub use table::{AtlasError, List};
pub use term::{Days, Term};
