//! Faults on demand, so that tests can see what the page makes of a node in trouble.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

/// One way for a node to misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Answers late.
    Delay(Duration),
    /// Answers every request with this HTTP status.
    Status(u16),
    /// Answers 200 with JSON that is cut off.
    Malformed,
    /// Answers 200 with a web page, as a login portal in between does.
    Html,
    /// Sends no CORS headers and refuses preflight requests.
    NoCors,
    /// Answers queries by POST only.
    PostOnly,
    /// Takes the request and never answers.
    Hang,
}

/// A fault that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// Not `node=fault`.
    #[error("a fault is written node=fault, as fi=delay:3000, not {0:?}")]
    Form(String),
    /// No such fault.
    #[error(
        "unknown fault {0:?}; there are delay:MILLIS, status:CODE, malformed, html, no-cors, post-only and hang, \
         joined by + where several are wanted"
    )]
    Unknown(String),
    /// No such node.
    #[error("there is no node {0:?}")]
    Node(String),
}

impl FromStr for Fault {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let unknown = || FaultError::Unknown(text.to_owned());
        match text.split_once(':') {
            Some(("delay", millis)) => Ok(Self::Delay(Duration::from_millis(millis.parse().map_err(|_| unknown())?))),
            Some(("status", code)) => {
                let code = code.parse().ok().filter(|code| (100..1000).contains(code));
                code.map(Self::Status).ok_or_else(unknown)
            }
            None if text == "malformed" => Ok(Self::Malformed),
            None if text == "html" => Ok(Self::Html),
            None if text == "no-cors" => Ok(Self::NoCors),
            None if text == "post-only" => Ok(Self::PostOnly),
            None if text == "hang" => Ok(Self::Hang),
            _ => Err(unknown()),
        }
    }
}

/// The faults of every node, by path segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults(BTreeMap<String, Vec<Fault>>);

impl Faults {
    /// Adds `fi=delay:3000` or `fi=delay:3000+no-cors`.
    ///
    /// # Errors
    /// When the text is not of that form.
    pub fn add(&mut self, text: &str) -> Result<(), FaultError> {
        let (node, faults) = text.split_once('=').ok_or_else(|| FaultError::Form(text.to_owned()))?;
        self.set(node, faults)
    }

    /// Adds the faults of one node, joined by `+`.
    ///
    /// # Errors
    /// When a fault is not known.
    pub fn set(&mut self, node: &str, faults: &str) -> Result<(), FaultError> {
        let faults = faults.split('+').map(str::parse::<Fault>).collect::<Result<Vec<_>, _>>()?;
        self.0.entry(node.to_owned()).or_default().extend(faults);
        Ok(())
    }

    /// A fault of a node that does not exist would make a test pass for nothing.
    ///
    /// # Errors
    /// When there is a fault of a node that is not among `nodes`.
    pub fn check(&self, nodes: &[&str]) -> Result<(), FaultError> {
        match self.0.keys().find(|node| !nodes.contains(&node.as_str())) {
            Some(node) => Err(FaultError::Node(node.clone())),
            None => Ok(()),
        }
    }

    /// The faults of a node.
    #[must_use]
    pub fn of(&self, node: &str) -> &[Fault] {
        self.0.get(node).map_or(&[], |faults| faults)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
    use super::*;

    #[test]
    fn faults_are_read_and_unknown_ones_refused() {
        let mut faults = Faults::default();
        faults.add("fi=delay:3000+no-cors").unwrap();
        faults.add("gb=status:503").unwrap();
        assert_eq!(faults.of("fi"), [Fault::Delay(Duration::from_secs(3)), Fault::NoCors]);
        assert_eq!(faults.of("gb"), [Fault::Status(503)]);
        assert_eq!(faults.of("es"), []);
        assert_eq!(faults.add("fi=sleepy"), Err(FaultError::Unknown("sleepy".to_owned())));
        assert_eq!(faults.add("hang"), Err(FaultError::Form("hang".to_owned())));
        assert_eq!(faults.check(&["fi"]), Err(FaultError::Node("gb".to_owned())));
    }
}
