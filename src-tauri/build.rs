//! Lets Tauri read the shell's permissions and capabilities from this folder.

fn main() {
    println!("cargo:rerun-if-changed=src-tauri/permissions");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=ui/dist");
    let app = tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*");
    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("src-tauri/capabilities/**/*")
        .app_manifest(app);
    if let Err(error) = tauri_build::try_build(attributes) {
        panic!("the shell's configuration is not valid: {error:#}");
    }
}
