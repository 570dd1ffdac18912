//! The page that stands in the window when the program cannot be opened: one sentence that says
//! what to do. It is plain HTML from here, because the real page needs a program to ask.

use std::borrow::Cow;

use tauri::http::{Request, Response, header};
use tauri::window::Color;
use tauri::{Manager, Runtime, UriSchemeContext, Url};

pub(crate) const SCHEME: &str = "trouble";

/// Dark: it may come up at night, and the palette is kept by the program that did not open.
pub(crate) const BACKGROUND: Color = Color(0, 0, 0, 255);

/// Why the program cannot be opened, as `api::Error` says it to a person.
pub(crate) struct Sentence(pub(crate) String);

pub(crate) fn address() -> Url {
    Url::parse(&format!("{SCHEME}://localhost/")).expect("the address above is well formed")
}

/// Answers any request of the trouble page with the page itself.
pub(crate) fn answer<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    _: Request<Vec<u8>>,
) -> Response<Cow<'static, [u8]>> {
    let sentence = context.app_handle().try_state::<Sentence>();
    let sentence = sentence.as_deref().map_or("", |sentence| sentence.0.as_str());
    let body = Cow::Owned(page(sentence).into_bytes());
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        header::HeaderValue::from_static("text/html; charset=utf-8"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        header::HeaderValue::from_static("default-src 'none'; style-src 'unsafe-inline'"),
    );
    response
}

fn page(sentence: &str) -> String {
    format!(
        "<!doctype html><html lang=en><meta charset=utf-8><title>CelesteOS</title>\
         <style>html{{background:#000;color:#b8b8b8;font:18px/1.6 sans-serif;color-scheme:dark}}\
         main{{max-width:40em;margin:20vh auto;padding:0 2em}}h1{{font-size:1.4em}}</style>\
         <main role=alert><h1>CelesteOS cannot be opened</h1><p>{}</p>\
         <p>Nothing was changed. Once this is mended, open the program again.</p></main>",
        escaped(sentence)
    )
}

/// The text as it may stand between HTML tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folders_name_cannot_become_markup() {
        let page = page("The folder <b>&x</b> is in use.");
        assert!(page.contains("The folder &lt;b&gt;&amp;x&lt;/b&gt; is in use."));
        assert!(!page.contains("<b>"));
    }
}
