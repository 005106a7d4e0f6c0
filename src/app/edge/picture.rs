//! Charts as pictures that stand on their own: SVG with its colours written into it, and PNG drawn from that.
//!
//! On the page a chart's colours come from the style sheet. A picture is read outside of it, so each element is given
//! what the browser computed for it, in the light theme: pictures end up in documents. Nothing leaves the device.

use js_sys::encode_uri_component;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, Document, Element, HtmlCanvasElement, HtmlImageElement, Window};

/// A chart outside of the page.
pub(crate) struct Picture {
    svg: String,
    width: f64,
    height: f64,
}

/// What is written around a chart: what it shows, and where it comes from.
pub(crate) struct Lettering<'a> {
    pub(crate) title: &'a str,
    pub(crate) notes: &'a [String],
}

/// Properties that make up a mark's looks, and the value that need not be written.
const LOOKS: [(&str, &str); 13] = [
    ("fill", ""),
    ("fill-opacity", "1"),
    ("stroke", "none"),
    ("stroke-width", "1px"),
    ("stroke-opacity", "1"),
    ("stroke-dasharray", "none"),
    ("stroke-linejoin", "miter"),
    ("paint-order", "normal"),
    ("shape-rendering", "auto"),
    ("opacity", "1"),
    ("font-family", ""),
    ("font-weight", "400"),
    ("visibility", "visible"),
];
/// What only the page has a use for.
const OF_THE_PAGE: [&str; 7] =
    ["class", "tabindex", "role", "aria-label", "aria-hidden", "aria-labelledby", "aria-describedby"];
/// The style sheet gives a chart with this class its light colours.
const LIGHT: &str = "chart--light";
/// Room around the chart, and the height of a line of lettering; in CSS pixels.
const MARGIN: f64 = 20.0;
const TITLE: f64 = 34.0;
const NOTE: f64 = 18.0;

impl Picture {
    /// The chart with this id, as it is on the page now.
    pub(crate) fn of(id: &str, lettering: &Lettering<'_>) -> Result<Self, JsValue> {
        let (window, document) = browser()?;
        let chart = document.get_element_by_id(id).ok_or(JsValue::NULL)?;
        let side = |name: &str| chart.get_attribute(name).and_then(|value| value.parse::<f64>().ok());
        let (width, height) = side("width").zip(side("height")).ok_or(JsValue::NULL)?;
        let copy: Element = chart.clone_node_with_deep(true)?.unchecked_into();
        chart.class_list().add_1(LIGHT)?;
        let looks = carry_looks(&window, &chart, &copy).and_then(|()| Colors::of(&window, &chart));
        chart.class_list().remove_1(LIGHT)?;
        let colors = looks?;
        let full =
            (2.0f64.mul_add(MARGIN, width), MARGIN + TITLE + height + NOTE * lettering.notes.len() as f64 + MARGIN);
        copy.set_attribute("xmlns", "http://www.w3.org/2000/svg")?;
        copy.set_attribute("width", &full.0.to_string())?;
        copy.set_attribute("height", &full.1.to_string())?;
        copy.set_attribute("viewBox", &format!("{} {} {} {}", -MARGIN, -MARGIN - TITLE, full.0, full.1))?;
        letter(&document, &copy, &colors, full, height, lettering)?;
        let svg = web_sys::XmlSerializer::new()?.serialize_to_string(&copy)?;
        Ok(Self { svg, width: full.0, height: full.1 })
    }

    /// The text of an SVG file.
    pub(crate) fn svg(&self) -> &str {
        &self.svg
    }

    /// A PNG file with this many pixels a CSS pixel.
    pub(crate) async fn png(&self, scale: f64) -> Result<web_sys::Blob, JsValue> {
        let (_, document) = browser()?;
        let image = HtmlImageElement::new()?;
        image.set_src(&format!("data:image/svg+xml,{}", String::from(encode_uri_component(&self.svg))));
        JsFuture::from(image.decode()).await?;
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        let (width, height) = (self.width * scale, self.height * scale);
        canvas.set_width(whole(width));
        canvas.set_height(whole(height));
        let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into::<CanvasRenderingContext2d>();
        context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
        let made = js_sys::Promise::new(&mut |resolve, reject| {
            // A canvas beyond the browser's limits gives nothing; one that may not be read does not begin.
            let refused = reject.clone();
            let done = Closure::once_into_js(move |blob: JsValue| {
                let settle = if blob.is_null() { &reject } else { &resolve };
                let _ = settle.call1(&JsValue::NULL, &blob);
            });
            if let Err(error) = canvas.to_blob(done.unchecked_ref()) {
                let _ = refused.call1(&JsValue::NULL, &error);
            }
        });
        Ok(JsFuture::from(made).await?.unchecked_into())
    }
}

fn browser() -> Result<(Window, Document), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let document = window.document().ok_or(JsValue::NULL)?;
    Ok((window, document))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a picture is neither negative nor large")]
fn whole(pixels: f64) -> u32 {
    pixels.ceil() as u32
}

/// Writes onto every element of the copy how its twin looks.
fn carry_looks(window: &Window, shown: &Element, copy: &Element) -> Result<(), JsValue> {
    if let Some(style) = window.get_computed_style(shown)? {
        for (property, usual) in LOOKS {
            let value = style.get_property_value(property)?;
            // A pattern is referred to by the attribute, which the copy has already.
            if !value.is_empty() && value != usual && !value.starts_with("url(") {
                copy.set_attribute(property, &value)?;
            }
        }
    }
    for name in OF_THE_PAGE {
        copy.remove_attribute(name)?;
    }
    let (shown, copy) = (shown.children(), copy.children());
    for at in 0..shown.length() {
        if let Some((shown, copy)) = shown.item(at).zip(copy.item(at)) {
            carry_looks(window, &shown, &copy)?;
        }
    }
    Ok(())
}

/// What the style sheet gives a chart's ground and lettering.
struct Colors {
    ink: String,
    ground: String,
}

impl Colors {
    fn of(window: &Window, chart: &Element) -> Result<Self, JsValue> {
        let style = window.get_computed_style(chart)?.ok_or(JsValue::NULL)?;
        Ok(Self { ink: style.get_property_value("color")?, ground: style.get_property_value("background-color")? })
    }
}

/// Ground, title and notes.
fn letter(
    document: &Document,
    picture: &Element,
    colors: &Colors,
    (width, height): (f64, f64),
    chart_height: f64,
    lettering: &Lettering<'_>,
) -> Result<(), JsValue> {
    let element = |name: &str, attributes: &[(&str, String)]| -> Result<Element, JsValue> {
        let element = document.create_element_ns(Some("http://www.w3.org/2000/svg"), name)?;
        for (name, value) in attributes {
            element.set_attribute(name, value)?;
        }
        Ok(element)
    };
    let of = |value: f64| value.to_string();
    let ground = [
        ("x", of(-MARGIN)),
        ("y", of(-MARGIN - TITLE)),
        ("width", of(width)),
        ("height", of(height)),
        ("fill", colors.ground.clone()),
    ];
    picture.prepend_with_node_1(element("rect", &ground)?.as_ref())?;
    let line = |y: f64, size: &str, weight: &str, text: &str| -> Result<(), JsValue> {
        let looks = [
            ("x", "0".to_owned()),
            ("y", of(y)),
            ("fill", colors.ink.clone()),
            ("font-size", size.to_owned()),
            ("font-weight", weight.to_owned()),
        ];
        let text_element = element("text", &looks)?;
        text_element.set_text_content(Some(text));
        picture.append_child(&text_element)?;
        Ok(())
    };
    line(-TITLE / 2.0, "17", "600", lettering.title)?;
    for (at, note) in lettering.notes.iter().enumerate() {
        line(NOTE.mul_add(at as f64 + 1.0, chart_height), "12", "400", note)?;
    }
    Ok(())
}
