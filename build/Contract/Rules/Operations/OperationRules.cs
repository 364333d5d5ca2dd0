using System.Text.RegularExpressions;
using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Operations;

/// <summary>Every operation has a name.</summary>
internal sealed class OperationsHaveIds() : Rule("OAS-operation-operationId", OpenApi30.Operation)
{
    public override void Check(Visit visit)
    {
        if (visit["operationId"].IsBlank())
        {
            visit.Report(
                (visit["operationId"] ?? visit.Node).KeyPlace,
                "The operation has no operationId. Write operationId: Client_Verb, such as Orders_List."
            );
        }
    }
}

/// <summary>No two operations have the same name.</summary>
internal sealed class OperationIdsDiffer() : Rule("OAS-operation-operationId-unique")
{
    public override void CheckAll(ContractApi api, Report report)
    {
        var seen = new HashSet<string>();
        foreach (Node id in api.Operations().Distinct().Select(operation => operation["operationId"]).OfType<Node>())
        {
            if (id.Text is { } text && !seen.Add(text))
                report(id.Place, $"Another operation is called {text} too: give one of the two another verb.");
        }
    }
}

/// <summary>Every operation says in a line what it does.</summary>
internal sealed class OperationsHaveSummaries() : Rule("OAS-operation-summary", OpenApi30.Operation)
{
    public override void Check(Visit visit)
    {
        if (visit["summary"].IsBlank())
        {
            visit.Report(
                (visit["summary"] ?? visit.Node).KeyPlace,
                "The operation has no summary. Write summary: one line that says what the call does, with a full stop."
            );
        }
    }
}

/// <summary>The tags of operations are in the root's list.</summary>
internal sealed class TagsAreDefined() : Rule("OAS-operation-tag-defined")
{
    public override void CheckAll(ContractApi api, Report report)
    {
        string[] defined = [.. api.Root!["tags"].Items().Select(tag => tag["name"]?.Text).OfType<string>()];
        foreach (Node tag in api.Operations().SelectMany(operation => operation["tags"].Items()))
        {
            if (tag.Text is { } text && !defined.Contains(text))
            {
                report(
                    tag.Place,
                    $"The tag '{text}' is not defined. Add the tag to `tags` in the root file, or mind its spelling.{Spelling.DidYouMean(text, defined)}"
                );
            }
        }
    }
}

/// <summary>Every operation says what it answers when it succeeds.</summary>
internal sealed class OperationsSucceed() : Rule("OAS-operation-2xx-response", OpenApi30.Responses)
{
    public override void Check(Visit visit)
    {
        if (!visit.Node.Children.Any(response => response.Key.StartsWith('2')))
            visit.Report(visit.Node.KeyPlace, "The operation says nothing of its success: add a 2xx response.");
    }
}

/// <summary>The operationId says in which client the operation stands, and its tag agrees.</summary>
internal sealed partial class OperationIdsNameTheClient() : Rule("VIOLET001", OpenApi30.Operation)
{
    public override void Check(Visit visit)
    {
        if (visit["operationId"].IsBlank()) // operation-operationId
            return;
        Node id = visit["operationId"]!;
        Match match = OperationId().Match(id.Text!);
        if (!match.Success)
        {
            visit.Report(
                id.Place,
                $"operationId '{id.Text}' must be Client_Verb in PascalCase letters, such as Orders_List (violet.Orders.ListAsync)."
            );
            return;
        }
        string client = match.Groups[1].Value;
        if (visit["tags"].Items() is not [{ Text: { } tag }] || tag != client)
        {
            visit.Report(
                (visit["tags"] ?? id).Place,
                $"The operation belongs to the client '{client}' by its operationId: write tags: [{client}]."
            );
        }
    }

    [GeneratedRegex(@"^([A-Z][A-Za-z]*)_[A-Z][A-Za-z]*\z")]
    private static partial Regex OperationId();
}

/// <summary>What fails is described once for all operations.</summary>
internal sealed partial class ErrorsAreModelled() : Rule("VIOLET002", OpenApi30.Operation)
{
    public override void Check(Visit visit)
    {
        if (visit["responses"] is not MapNode responses) // struct
            return;
        Node? fallback = responses["default"];
        if (fallback is not MapNode { Reference: { } error } || !error.EndsWith("/responses/Error", StringComparison.Ordinal))
        {
            visit.Report(
                fallback?.Place ?? responses.KeyPlace,
                "Add the error answer: default: { $ref: 'common.yaml#/components/responses/Error' }."
            );
        }

        foreach (Node response in responses.Children.Where(response => response.Key != "default" && !Success().IsMatch(response.Key)))
            visit.Report(response.KeyPlace, $"Response {response.Key} is covered by 'default': list only the 2xx that succeed.");
    }

    [GeneratedRegex(@"^2\d\d\z")]
    private static partial Regex Success();
}

/// <summary>A summary is one line that ends with a full stop.</summary>
internal sealed class SummariesAreSentences() : Rule("VIOLET003", OpenApi30.Operation)
{
    public override void Check(Visit visit)
    {
        if (visit["summary"].IsBlank()) // operation-summary
            return;
        string summary = visit["summary"]!.Text!;
        if (!summary.TrimEnd().EndsWith('.') || summary.Contains('\n', StringComparison.Ordinal))
            visit.Report(visit["summary"]!.Place, "The summary is one line and ends with a full stop.");
    }
}

/// <summary>What acts says so: a POST or PATCH is only repeated where the contract allows it.</summary>
internal sealed class RetriesAreDecided() : Rule("VIOLET004", OpenApi30.Operation)
{
    private static readonly string[] s_values = ["safe", "never", "refused-only"];

    public override void Check(Visit visit)
    {
        string verb = visit.Node.Key;
        Node? retry = visit["x-retry"];
        if (retry is null && verb is "post" or "patch")
        {
            visit.Report(
                visit.Node.KeyPlace,
                $"A {verb.ToUpperInvariant()} needs x-retry: 'safe' when it only reads and may be repeated after a failure, 'never' when it acts, "
                    + "'refused-only' when it sets a value and may be repeated where the API says that it did not."
            );
        }
        else if (retry is not null && !s_values.Contains(retry.Text))
        {
            visit.Report(
                retry.Place,
                $"x-retry is 'safe', 'never' or 'refused-only', not '{retry.Text}'.{Spelling.DidYouMean(retry.Text ?? "", s_values)}"
            );
        }
    }
}

/// <summary>x-auth says that a call is made without a token.</summary>
internal sealed class AuthenticationIsKnown() : Rule("VIOLET010", OpenApi30.Operation)
{
    public override void Check(Visit visit)
    {
        if (visit["x-auth"] is { } auth && auth.Text != "app")
            visit.Report(auth.Place, $"x-auth is 'app' or left out, not '{auth.Text}'.");
    }
}

/// <summary>Every object schema that a request sends is a ...Request: what a request requires is enforced, what an answer has is
/// not.</summary>
internal sealed class RequestsAreNamed() : Rule("VIOLET006", OpenApi30.Operation)
{
    public override void Check(Visit visit) => Check(visit.Follow(visit["requestBody"]).JsonSchema(), null, visit, []);

    private static void Check(Node? schema, Place? reportAt, Visit visit, HashSet<Node> seen)
    {
        if (schema is null || visit.Follow(schema) is not { } target || !seen.Add(target))
            return;
        if (target.SchemaName() is { } name && target.IsObject() && !name.EndsWith("Request", StringComparison.Ordinal))
        {
            visit.Report(reportAt ?? schema.Place, $"'{name}' is sent in a request: give the request its own schema, named ...Request.");
            return;
        }
        foreach (Node property in visit.Api.PropertiesOf(target))
            Check(property, null, visit, seen);
        Check(target["items"], null, visit, seen);
        Check(target["additionalProperties"] as MapNode, null, visit, seen);
    }
}

/// <summary>The documented refusals of an operation: a status, and what tells this refusal from others.</summary>
internal sealed partial class ErrorsAreDocumented() : Rule("VIOLET025", OpenApi30.Operation)
{
    private static readonly string[] s_keys = ["status", "slug", "code", "when"];

    public override void Check(Visit visit)
    {
        if (visit["x-errors"] is not { } errors)
            return;
        if (errors is not ListNode { Children.Count: > 0 } || errors.Items().Any(error => error is not MapNode))
        {
            visit.Report(
                errors.Place,
                "x-errors is a list of refusals, such as { status: 422, slug: cart_empty, code: 4219, when: 'The cart is empty.' }."
            );
            return;
        }
        var seen = new HashSet<(string?, string?, string?)>();
        foreach (Node error in errors.Items())
        {
            CheckError(error, visit.Report);
            if (!seen.Add((error["status"]?.Text, error["slug"]?.Text, error["code"]?.Text)))
                visit.Report(error.Place, "This refusal stands in the list twice: keep one.");
        }
    }

    private static void CheckError(Node error, Report report)
    {
        foreach (Node value in error.Children.Where(value => !s_keys.Contains(value.Key)))
        {
            report(
                value.KeyPlace,
                $"A refusal has status, slug, code and when, not '{value.Key}'.{Spelling.DidYouMean(value.Key, s_keys)}"
            );
        }

        if (error["status"] is not ScalarNode { Kind: ScalarKind.Integer } status || !Status().IsMatch(status.Value))
            report((error["status"] ?? error).Place, "A refusal has a status from 400 to 599.");
        if (error["slug"] is { } slug && !Slug().IsMatch(slug.Text ?? ""))
            report(slug.Place, $"The slug of a refusal is its name in snake_case, such as order_not_found, not '{slug.Text}'.");
        if (error["code"] is { } code && code is not ScalarNode { Kind: ScalarKind.Integer })
            report(code.Place, "The code of a refusal is a number.");
        if (error["when"] is { } when && when.IsBlank())
            report(when.Place, "when says in words when the API refuses.");
        if (error["slug"] is null && error["code"] is null && error["when"] is null)
            report(error.Place, "A refusal has a slug, a code or a when: a status alone says nothing.");
    }

    [GeneratedRegex(@"^[45]\d\d\z")]
    private static partial Regex Status();

    [GeneratedRegex(@"^[a-z][a-z0-9]*(_[a-z0-9]+)*\z")]
    private static partial Regex Slug();
}
