//! The commands of `celeste-shore`, one file each.

mod close;
mod connect;
mod enrol;
mod migrate;
mod serve;
mod vessels;

use std::sync::Arc;

use shore::outside::Machine;

use crate::arguments::Command;
use crate::output::{Failure, Output};

/// Does what was asked.
pub(crate) async fn run(command: &Command, output: &Output) -> Result<(), Failure> {
    let outside = Arc::new(Machine::new());
    match command {
        Command::Migrate(arguments) => migrate::run(arguments, output).await,
        Command::Serve(arguments) => serve::run(arguments, outside).await,
        Command::Enrol(arguments) => enrol::run(arguments, outside.as_ref(), output).await,
        Command::Close(arguments) => close::run(arguments, outside.as_ref(), output).await,
        Command::Vessels(arguments) => vessels::list(arguments, output).await,
        Command::Status(arguments) => vessels::status(arguments, output).await,
    }
}
