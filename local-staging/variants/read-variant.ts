import { flagName } from '../../command-line/flag-name.ts';
import { nearest } from '../../command-line/nearest.ts';
import { shownValue } from '../../command-line/shown-value.ts';
import { StagingError } from '../staging-error.ts';
import { families } from './families.ts';
import type { Variant, VariantValues } from './variant.ts';

/** A variant with a value for each of its parameters. */
export interface ChosenVariant {
  name: string;
  variant: Variant;
  values: VariantValues;
}

const variants: Readonly<Record<string, Variant>> = Object.fromEntries(
  Object.values(families).flatMap((family) => Object.entries(family)),
);
// Node's timers hold at most 2^31 - 1 milliseconds.
const maximum = 2_147_483_647;

/**
 * Reads `NAME` or `NAME:param=value`, e.g. `event-late:delay-ms=200`.
 * @throws Error with one sentence that names what is unknown and suggests the nearest
 */
export function readVariant(text: string): ChosenVariant {
  const [name = '', ...settings] = text.split(':');
  const variant = Object.hasOwn(variants, name) ? variants[name] : undefined;
  if (!variant)
    throw new StagingError(
      'VARIANT_UNKNOWN',
      `There is no variant ${shownValue(name, Object.keys(variants))}; did you mean ${nearest(name, Object.keys(variants))}? ` +
        'See npm run staging -- --list-variants.',
    );

  const parameters = Object.keys(variant.parameters);
  const values: Record<string, number | string> = Object.fromEntries(
    Object.entries(variant.parameters).map(([parameter, { default: value }]) => [parameter, value]),
  );
  for (const setting of settings) {
    const [flag = '', value = ''] = setting.split('=');
    const parameter = parameters.find((known) => flagName(known) === flag);
    const known = parameter === undefined ? undefined : variant.parameters[parameter];
    if (parameter === undefined || !known)
      throw new StagingError(
        'VARIANT_PARAMETER_UNKNOWN',
        `The variant ${name} has no parameter ${shownValue(flag, parameters.map(flagName))}; ` +
          (parameters.length === 0
            ? 'it has none.'
            : `did you mean ${nearest(flag, parameters.map(flagName))}?`),
      );
    if ('oneOf' in known) {
      if (!known.oneOf.includes(value))
        throw new StagingError(
          'VARIANT_PARAMETER_INVALID',
          `${name}:${flag} is ${shownValue(value, known.oneOf)}; expected ${known.oneOf.join(', ')}.`,
        );
      values[parameter] = value;
      continue;
    }
    const number = /^\d+$/.test(value) ? Number(value) : NaN;
    if (!(number <= maximum))
      throw new StagingError(
        'VARIANT_PARAMETER_INVALID',
        `${name}:${flag} is ${shownValue(value)}; expected a whole number from 0 to ${maximum}.`,
      );
    values[parameter] = number;
  }
  return { name, variant, values };
}
