// Tells, as JSON, which tests of structured data a page fails. Usage: node structured_data.cjs PAGE.html
const { readFileSync } = require("node:fs");
const { structuredDataTest } = require("structured-data-testing-tool");
const { Facebook, Google, Twitter } = require("structured-data-testing-tool/presets");

const presets = [Google, Twitter, Facebook];

async function test(html) {
  try {
    return await structuredDataTest(html, { presets });
  } catch (error) {
    if (error.type !== "VALIDATION_FAILED") throw error;
    return error.res;
  }
}

test(readFileSync(process.argv[2], "utf8")).then((result) => {
  const names = (kind) => result[kind].map((one) => one.test);
  const problems = [...names("failed"), ...names("warnings")];
  console.log(JSON.stringify({ passed: result.passed.length, problems, schemas: result.schemas }));
});
