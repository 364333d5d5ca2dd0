using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Schemas;

/// <summary>A rule that examples are what their schema describes.</summary>
internal abstract class ExampleRule(string code, params Kind[] kinds) : Rule(code, kinds)
{
    protected static void Check(Node? example, Node? schema, Visit visit)
    {
        if (example is not null && schema is not null)
            ExampleCheck.Check(example, schema, visit.Api, visit.Report);
    }

    protected static void CheckExamplesOf(Visit visit)
    {
        Check(visit["example"], visit["schema"], visit);
        foreach (Node example in visit["examples"].Values())
            Check(visit.Follow(example)?["value"], visit["schema"], visit);
    }
}

/// <summary>Examples of schemas, and their defaults, are what the schema describes.</summary>
internal sealed class SchemaExamplesFit() : ExampleRule("OAS-no-invalid-schema-examples", OpenApi30.Schema)
{
    public override void Check(Visit visit)
    {
        Check(visit["example"], visit.Node, visit);
        Check(visit["default"], visit.Node, visit);
    }
}

/// <summary>Examples of parameters are what their schema describes.</summary>
internal sealed class ParameterExamplesFit() : ExampleRule("OAS-no-invalid-parameter-examples", OpenApi30.Parameter, OpenApi30.Header)
{
    public override void Check(Visit visit) => CheckExamplesOf(visit);
}

/// <summary>Examples of bodies are what their schema describes.</summary>
internal sealed class BodyExamplesFit() : ExampleRule("OAS-no-invalid-media-type-examples", OpenApi30.MediaType)
{
    public override void Check(Visit visit) => CheckExamplesOf(visit);
}
