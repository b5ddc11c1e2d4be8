//! Enumerations that are written and read by one fixed name per variant.

use std::fmt;

/// A name that no variant of the enumeration has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is no {what}; known are: {known}")]
pub struct UnknownName {
    /// What was expected, in words.
    pub what: &'static str,
    /// The name as given.
    pub name: String,
    /// Every known name, separated by commas.
    pub known: String,
}

/// Shared by all such enumerations: shows the fixed name, honouring width and alignment.
#[doc(hidden)]
pub fn pad(name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.pad(name)
}

/// Declares an enumeration with one fixed name per variant, and derives `as_str`, `ALL`, `Display`, `FromStr`
/// and serde from that one table, so that the names cannot drift apart. Whoever uses it depends on `serde`.
#[macro_export]
macro_rules! text_enum {
    ($(#[$meta:meta])* $name:ident, $what:literal { $($(#[$vmeta:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every variant, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$variant,)+];

            /// The fixed name.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text,)+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                $crate::text_enum::pad(self.as_str(), f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::text_enum::UnknownName;
            fn from_str(name: &str) -> Result<Self, Self::Err> {
                match name {
                    $($text => Ok($name::$variant),)+
                    _ => Err($crate::text_enum::UnknownName {
                        what: $what,
                        name: name.to_owned(),
                        known: [$($text),+].join(", "),
                    }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                name.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub use text_enum;
