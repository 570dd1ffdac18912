//! TypeScript of every command, row and parameter, written from the Rust types.

use domain::acts;
use ts_rs::{Config, TS, TypeVisitor};

/// Collects the declarations of a type and of all it is made of.
struct Declarations<'a> {
    config: &'a Config,
    seen: std::collections::BTreeMap<String, String>,
}

impl TypeVisitor for Declarations<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        T::visit_generics(self);
        if T::output_path().is_none() {
            T::visit_dependencies(self);
            return;
        }
        let name = T::ident(self.config);
        if self.seen.contains_key(&name) {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        self.seen.insert(name.clone(), String::new());
        self.seen.insert(name, format!("{docs}export {}", T::decl(self.config)));
        T::visit_dependencies(self);
    }
}

/// The whole of `ui/src/ipc/generated.ts`.
#[must_use]
pub fn generated() -> String {
    let config = Config::new().with_large_int("number");
    let mut found = Declarations {
        config: &config,
        seen: std::collections::BTreeMap::new(),
    };
    crate::commands::visit_types(&mut found);
    found.visit::<crate::error::Error>();
    found.visit::<crate::program::Event>();
    found.visit::<crate::attaching::PictureArgs>();
    acts::visit_params(&mut found);
    let mut text = String::from("// Written from the Rust types by `cargo xtask codegen`. Do not edit.\n\n");
    for declaration in found.seen.values() {
        text.push_str(declaration.trim_end());
        text.push_str("\n\n");
    }
    text.push_str("/** The parameters of every act. */\nexport interface ActParams {\n");
    for act in acts::ACTS {
        text.push_str(&format!("  {}: {};\n", act.name, (act.type_name)(&config)));
    }
    text.push_str("}\n\n/** Every command, as declared in the command table. */\n");
    text.push_str(&crate::commands::interface(&config));
    text
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn generated_types_are_up_to_date() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ui/src/ipc/generated.ts");
        let fresh = super::generated();
        if std::env::var_os("UPDATE_GENERATED").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == fresh,
            "ui/src/ipc/generated.ts is stale; run `cargo xtask codegen`"
        );
    }
}
