//! The program: its ready line, its end, its failures, its silence about variants.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

struct Program(Child);

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_demo-nodes"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// The address of the nodes, from the ready line.
    fn address(&mut self) -> String {
        let mut line = String::new();
        BufReader::new(self.0.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        line.strip_prefix("ready nodes=http://").unwrap_or_else(|| panic!("{line:?}")).trim().to_owned()
    }

    fn end(&mut self) -> (Option<i32>, String) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while self.0.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the program does not end");
            std::thread::sleep(Duration::from_millis(20));
        }
        let mut errors = String::new();
        self.0.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
        (self.0.wait().unwrap().code(), errors)
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Fails when it has ended, which is what is wanted.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn request(address: &str, request_line: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "{request_line} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn it_ends_with_standard_input_even_while_a_node_hangs_and_logs_no_variant() {
    let mut program = Program::start(&["--port", "0", "--until-stdin-closes", "--log", "--fault", "gb=hang"]);
    let address = program.address();
    let variant = "referenceName=2&start=135851075&referenceBases=G&alternateBases=A";
    assert!(request(&address, &format!("GET /fi/g_variants?{variant}")).contains("\"alleleCount\":117"));
    request(&address, "GET /fi/g_variants/2-135851076-G-A");
    let mut hanging = TcpStream::connect(&address).unwrap();
    write!(hanging, "GET /gb/info HTTP/1.1\r\nhost: {address}\r\n\r\n").unwrap();
    drop(program.0.stdin.take());
    let (code, log) = program.end();
    assert_eq!(code, Some(0));
    assert!(log.contains("GET /fi/g_variants 200"), "{log}");
    assert!(!log.contains("13585107"), "{log}");
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_when_told_to() {
    let mut program = Program::start(&["--port", "0"]);
    program.address();
    let told = Command::new("kill").arg(program.0.id().to_string()).status().unwrap();
    assert!(told.success());
    assert_eq!(program.end().0, Some(0));
}

#[test]
fn a_taken_port_is_a_sentence_and_code_2() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let (code, message) = Program::start(&["--port", &port]).end();
    assert_eq!(code, Some(2));
    assert!(message.contains(&format!("port {port} on 127.0.0.1 is taken")), "{message}");
}

#[test]
fn a_wrong_start_says_what_is_wrong() {
    for (arguments, reason) in [
        (&["--fault", "fr=hang"][..], "no node \"fr\""),
        (&["--prot", "1"], "unknown option --prot"),
        (&["--data", "/nonexistent"], "/nonexistent cannot be read"),
        (&["--page", "/nonexistent", "--port", "0"], "build the page first"),
    ] {
        let (code, message) = Program::start(arguments).end();
        assert_eq!(code, Some(2));
        assert!(message.contains(reason), "{arguments:?}: {message}");
    }
}
