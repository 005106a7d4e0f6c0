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
    /// Closes the connection without a word.
    Drop,
    /// Answers 429 and says when to come back.
    Busy,
    /// Wants to know who asks: 401 as plain text.
    SignIn,
    /// Has data in GRCh37 only.
    Grch37,
    /// Refuses every query, whatever its form.
    Refuses,
    /// Repeats and answers another question.
    Echo,
    /// Hides counts below 5 alleles, and has fewer.
    Suppressed,
    /// Tells of nothing but that there are five or fewer.
    Imprecise,
    /// Has looked and not seen the variant.
    Absent,
    /// Could read nobody's alleles there.
    Unread,
}

/// Every fault by its name; a delay and a status stand with a number.
const NAMED: [(&str, Fault); 15] = [
    ("malformed", Fault::Malformed),
    ("html", Fault::Html),
    ("no-cors", Fault::NoCors),
    ("post-only", Fault::PostOnly),
    ("hang", Fault::Hang),
    ("drop", Fault::Drop),
    ("busy", Fault::Busy),
    ("sign-in", Fault::SignIn),
    ("grch37", Fault::Grch37),
    ("refuses", Fault::Refuses),
    ("echo", Fault::Echo),
    ("suppressed", Fault::Suppressed),
    ("imprecise", Fault::Imprecise),
    ("absent", Fault::Absent),
    ("unread", Fault::Unread),
];

/// A fault that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultError {
    /// Not `node=fault`.
    #[error("a fault is written node=fault, as fi=delay:3000, not {0:?}")]
    Form(String),
    /// No such fault.
    #[error(
        "unknown fault {0:?}; there are delay:MILLIS, status:CODE, {names}, joined by + where several are wanted",
        names = NAMED.map(|(name, _)| name).join(", ")
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
            None => NAMED.iter().find(|(name, _)| *name == text).map(|(_, fault)| *fault).ok_or_else(unknown),
            Some(_) => Err(unknown()),
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
