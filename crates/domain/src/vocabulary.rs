//! The macro for closed vocabularies: one declaration gives the Rust type, its
//! stored word, its JSON and TypeScript form and the column kind.

/// Declares an enumeration whose values are stored as `snake_case` words.
macro_rules! vocabulary {
    ($(#[$meta:meta])* pub enum $Name:ident { $($(#[$vmeta:meta])* $Value:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[derive(serde::Serialize, serde::Deserialize, ts_rs::TS, schemars::JsonSchema)]
        pub enum $Name {
            $($(#[$vmeta])* #[serde(rename = $word)] $Value),+
        }

        impl $Name {
            /// Every value, in the order people list them.
            pub const ALL: &'static [Self] = &[$(Self::$Value),+];
            /// Every stored word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The word that is stored.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$Value => $word),+ }
            }

            /// The value that a stored word names.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$Value),)+ _ => None }
            }
        }

        impl $crate::field::Field for $Name {
            const KIND: $crate::field::Kind = $crate::field::Kind::Word(Self::WORDS);
            fn from_value(value: &journal::Value) -> Result<Self, $crate::field::FieldError> {
                match value {
                    journal::Value::Text(word) => Self::from_word(word)
                        .ok_or_else(|| $crate::field::FieldError::new("a known word", value)),
                    other => Err($crate::field::FieldError::new("a known word", other)),
                }
            }
            fn to_value(&self) -> journal::Value {
                journal::Value::Text(self.word().to_owned())
            }
        }
    };
}
pub(crate) use vocabulary;
