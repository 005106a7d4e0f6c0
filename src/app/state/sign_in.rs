//! Whether nodes may be told who asks, and which were. The token is not here: it stays in the edge.

use cohort_core::{beacon::registry::NodeId, sign_in::SignIn, variant::Variant};

/// Whether a question is sent with the person's sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// Nobody: the node is not told who asks.
    Nobody,
    /// The person, to the nodes that the sign-in is for.
    SignedIn,
}

/// All of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct SignInState {
    pub(crate) sign_in: SignIn,
    /// Where the provider's own session can be ended.
    pub(crate) end_session: Option<String>,
    known_to: Vec<(NodeId, Variant)>,
}

impl SignInState {
    /// A node is asked about a variant.
    pub(crate) fn asked(&mut self, node: &NodeId, variant: &Variant, who: Who) {
        self.known_to.retain(|(known, about)| known != node || about != variant);
        if who == Who::SignedIn {
            self.known_to.push((node.clone(), variant.clone()));
        }
    }

    /// Who was told who asks, and about what; forgotten with this.
    pub(crate) fn take_known(&mut self) -> Vec<(NodeId, Variant)> {
        std::mem::take(&mut self.known_to)
    }

    /// Whether it was told who asks, the last time it was asked.
    pub(crate) fn is_known_to(&self, node: &NodeId, variant: &Variant) -> bool {
        self.known_to.iter().any(|(known, about)| known == node && about == variant)
    }
}

#[cfg(test)]
mod tests {
    use cohort_core::variant::known::Catalogue;

    use super::*;

    #[test]
    fn the_last_question_counts() {
        let known = Catalogue::built_in();
        let variant = &known.by_rs_number("rs4988235").unwrap().variant;
        let (one, other) = (NodeId("fi".into()), NodeId("it".into()));
        let mut state = SignInState::default();
        assert!(!state.is_known_to(&one, variant));
        state.asked(&one, variant, Who::SignedIn);
        assert!(state.is_known_to(&one, variant) && !state.is_known_to(&other, variant));
        state.asked(&one, variant, Who::Nobody);
        assert!(!state.is_known_to(&one, variant));
        state.asked(&other, variant, Who::SignedIn);
        assert_eq!(state.take_known(), [(other.clone(), variant.clone())]);
        assert!(!state.is_known_to(&other, variant));
    }
}
