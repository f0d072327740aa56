// Validates CycloneDX 1.6 documents by the official schema, and refuses members that it does not know.
//   node validate-cyclonedx.mjs FILE…
import { readFileSync } from 'node:fs';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';

const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
for (const file of process.argv.slice(2)) {
  const problems = await validator.validate(readFileSync(file, 'utf8'));
  console.log(`${file}: ${problems === null ? 'valid' : JSON.stringify(problems)}`);
  if (problems !== null) process.exitCode = 1;
}
