using Violet.Contract.Rules.Operations;
using Violet.Contract.Rules.Paths;
using Violet.Contract.Rules.Schemas;
using Violet.Contract.Rules.Structure;

namespace Violet.Contract.Rules;

/// <summary>The rules that openapi/README.md lists.</summary>
internal static class AllRules
{
    public static IReadOnlyList<Rule> List { get; } =
    [
        new HasTheStructure(),
        new ReferencesLeadSomewhere(),
        new ComponentNamesAreValid(),
        new InfoHasLicense(),
        new ServersAreGiven(),
        new ServersEndWithoutSlash(),
        new ServerVariablesAreDefined(),
        new SecurityIsDefined(),
        new TagsAreDescribed(),
        new TagsDiffer(),
        new PathsEndWithoutSlash(),
        new PathsDiffer(),
        new PathParametersHaveNames(),
        new PathsHaveNoQuery(),
        new PathParametersAreDefined(),
        new OperationsHaveIds(),
        new OperationIdsDiffer(),
        new OperationsHaveSummaries(),
        new TagsAreDefined(),
        new OperationsSucceed(),
        new ParametersAreDescribed(),
        new ParametersDiffer(),
        new EnumValuesMatchTheirType(),
        new TypesMatchTheirKeys(),
        new RequiredPropertiesExist(),
        new SchemaExamplesFit(),
        new ParameterExamplesFit(),
        new BodyExamplesFit(),
        new OperationIdsNameTheClient(), // VIOLET001
        new ErrorsAreModelled(),
        new SummariesAreSentences(),
        new RetriesAreDecided(),
        new PagesCanBeWalked(),
        new RequestsAreNamed(),
        new ParametersHaveNames(),
        new OptionsAreNamed(),
        new PathsAreListedAsWritten(),
        new AuthenticationIsKnown(), // VIOLET010
        new SchemasAreDescribed(),
        new SchemasAreNamed(),
        new SchemasAreDefinedOnce(),
        new ShapesAreSupported(),
        new FormatsAreKnown(),
        new PropertiesHaveNames(),
        new AliasesAreUseful(),
        new ExtensionsAreKnown(),
        new SecretsAreText(),
        new EnumValuesDiffer(), // VIOLET020
        new EnumAliasesAreUseful(),
        new EnumMembersHaveNames(),
        new OperationsOwnTheirParameters(),
        new ApiHasNames(),
        new ErrorsAreDocumented(),
        new EnumDescriptionsFit(),
        new WebhookPayloadsFit(),
        new TypeNamesAreFree(), // VIOLET029 is found when NSwag has run
        new PathsAreListed(), // VIOLET030
        new DescriptionsAreWritten(), // VIOLET032
    ];

    /// <summary>Looked at when nothing else is wrong: a schema is unused too when the reference to it is misspelt.</summary>
    public static IReadOnlyList<Rule> AfterAllOthers { get; } = [new SchemasAreUsed()];
}
