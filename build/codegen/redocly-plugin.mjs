// The contract's own lint rules. openapi/redocly.yaml switches them on and says what each code means.
import * as enums from './rules/enums.mjs';
import * as operations from './rules/operations.mjs';
import * as schemas from './rules/schemas.mjs';

export default () => ({
  id: 'contract',
  rules: {
    oas3: {
      VIOLET001: operations.namesTheClient,
      VIOLET002: operations.modelsErrors,
      VIOLET003: operations.summarises,
      VIOLET004: operations.saysWhetherToRetry,
      VIOLET005: operations.pages,
      VIOLET006: operations.namesRequests,
      VIOLET007: operations.namesParameters,
      VIOLET008: operations.fillsFromOptions,
      VIOLET009: operations.isListedAsWritten,
      VIOLET010: operations.saysWhatItAuthenticates,
      VIOLET011: schemas.isDescribed,
      VIOLET012: schemas.isNamed,
      VIOLET013: schemas.isDefinedOnce,
      VIOLET014: schemas.hasSupportedShape,
      VIOLET015: schemas.hasKnownFormat,
      VIOLET016: schemas.namesProperties,
      VIOLET017: schemas.hasUsefulAliases,
      VIOLET018: schemas.usesKnownExtensions,
      VIOLET019: schemas.keepsSecrets,
      VIOLET020: enums.hasDistinctValues,
      VIOLET021: enums.hasUsefulAliases,
      VIOLET022: enums.hasMemberNames,
      VIOLET023: operations.ownsItsParameters,
    },
  },
});
