// What every stand-in on the PATH runs: hands its command line to the test, and
// writes and answers what the test says.
const { request } = require('node:http');
const { createInterface } = require('node:readline');

const [socketPath, program, ...args] = process.argv.slice(2);

function send(answer) {
  const sent = request(
    { socketPath, method: 'POST', path: `/${program}` },
    response => {
      let text = '';
      response.setEncoding('utf8').on('data', more => {
        text += more;
      });
      response.on('end', () => finish(JSON.parse(text)));
    },
  );
  sent.end(
    JSON.stringify({ args, cwd: process.cwd(), env: process.env, answer }),
  );
}

function finish({ code, errors, output, question }) {
  process.stdout.write(output);
  process.stderr.write(errors);
  process.exitCode = code;
  if (question) {
    const lines = createInterface({ input: process.stdin });
    lines.once('line', line => {
      lines.close();
      send(line);
    });
  }
}

send();
