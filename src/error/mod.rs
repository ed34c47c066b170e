//! Every failure and every message.

mod options;
mod refusal;

pub use options::{
    BaseUrlProblem, CredentialsProblem, Got, OptionsError, OptionsProblem, PartProblem, Suggestion,
};
pub use refusal::{ParameterProblem, Refusal};
