using Violet.Contract.Reading;

namespace Violet.Contract.Rules.Operations;

/// <summary>An operation that is walked has what the walk needs: parameters, a page of items, and a key that tells them apart.</summary>
internal sealed class PagesCanBeWalked() : Rule("VIOLET005", OpenApi30.Operation)
{
    private static readonly Dictionary<string, string[]> s_wanted = new()
    {
        ["page"] = ["page", "size"],
        ["cursor"] = ["next_page_cursor"],
    };

    public override void Check(Visit visit)
    {
        if (visit["x-paging"] is not { } paging)
        {
            foreach (Node value in visit.Node.Children.Where(value => value.Key.StartsWith("x-paging-", StringComparison.Ordinal)))
                visit.Report(value.Place, $"{value.Key} needs x-paging beside it.");
            CheckPlaces(visit);
            return;
        }
        if (!s_wanted.TryGetValue(paging.Text ?? "", out string[]? wanted))
        {
            visit.Report(
                paging.Place,
                $"x-paging is 'page' or 'cursor', not '{paging.Text}'.{Spelling.DidYouMean(paging.Text ?? "", s_wanted.Keys)}"
            );
            return;
        }
        CheckParameters(wanted, paging, visit);
        CheckAnswer(paging, visit);
    }

    /// <summary>Who takes a place in a list would have to walk it by hand.</summary>
    private static void CheckPlaces(Visit visit)
    {
        IEnumerable<string> inQuery = visit.Api.ParametersOf(visit.Node).Select(parameter => parameter["name"]?.Text).OfType<string>();
        IEnumerable<string> inBody = visit
            .Api.PropertiesOf(visit.Follow(visit["requestBody"]).JsonSchema())
            .Select(property => property.Key);
        string[] places = [.. s_wanted.Values.SelectMany(names => names)];
        string? place = inQuery.FirstOrDefault(places.Contains);
        string? placeInBody = inBody.FirstOrDefault(places.Contains);
        if (place is null && placeInBody is null)
            return;
        string advice = place is null ? " and x-paging-in: body" : "";
        visit.Report(
            (visit["operationId"] ?? visit.Node).Place,
            $"The operation takes '{place ?? placeInBody}' and does not say how its pages are walked: write x-paging: page or cursor{advice}."
        );
    }

    private static void CheckParameters(string[] wanted, Node paging, Visit visit)
    {
        Node? where = visit["x-paging-in"];
        if (where is not null && where.Text != "body")
            visit.Report(where.Place, $"x-paging-in is 'body' or left out, not '{where.Text}'.");
        IEnumerable<string?> given = where is null
            ? visit
                .Api.ParametersOf(visit.Node)
                .Where(parameter => parameter["in"]?.Text == "query")
                .Select(parameter => parameter["name"]?.Text)
            : visit.Api.PropertiesOf(visit.Follow(visit["requestBody"]).JsonSchema()).Select(property => property.Key);
        string[] missing = [.. wanted.Except(given).OfType<string>().Select(name => $"'{name}'")];
        bool isKnown = visit["parameters"].Items().All(parameter => visit.Follow(parameter) is not null); // no-unresolved-refs
        if (missing.Length > 0 && isKnown)
        {
            visit.Report(
                (where ?? paging).Place,
                $"x-paging: {paging.Text} needs the {(where is null ? "query parameter" : "property of the request")} {string.Join(" and ", missing)}."
            );
        }
    }

    private static void CheckAnswer(Node paging, Visit visit)
    {
        ContractApi api = visit.Api;
        Node? answer = api.SuccessSchemaOf(visit.Node);
        Node? page = api.Follow(answer);
        if (answer is not null && page is null) // no-unresolved-refs
            return;
        if (visit["x-paging-items"] is { } items)
        {
            Node? inner = api.PropertiesOf(page).FirstOrDefault(property => property.Key == items.Text);
            if (inner is null)
            {
                string guess = Spelling.DidYouMean(items.Text ?? "", api.PropertiesOf(page).Select(property => property.Key));
                visit.Report(items.Place, $"The answer has no property '{items.Text}' for x-paging-items.{guess}");
                return;
            }
            page = api.Follow(inner);
        }
        string? name = page.SchemaName();
        if (name?.EndsWith("Page", StringComparison.Ordinal) != true)
        {
            string found = name ?? "an inline schema";
            visit.Report(
                paging.Place,
                $"x-paging needs an answer whose schema is named ...Page (PageEnvelope and 'content'), not '{found}'."
            );
            return;
        }
        Node? content = api.PropertiesOf(page).FirstOrDefault(property => property.Key == "content");
        if (api.Follow(content?["items"]) is { } item)
            CheckItem(name, item, paging, visit);
        else
            visit.Report(paging.Place, $"{name} needs a property 'content' that is a list.");
    }

    private static void CheckItem(string page, Node item, Node paging, Visit visit)
    {
        string? name = item.SchemaName();
        if (name is not null && name + "Page" != page)
            visit.Report(paging.Place, $"The items of {page} are called {name}: a page is named after its items, {name}Page.");
        string key = visit["x-paging-key"]?.Text ?? "id";
        if (key is "none" or "self" || visit.Api.PropertiesOf(item).Any(property => property.Key == key))
            return;
        visit.Report(
            (visit["x-paging-key"] ?? paging).Place,
            $"The items of {page} have no property '{key}': name the one that tells two apart with x-paging-key "
                + $"('self' for the item itself, 'none' where nothing does).{Spelling.DidYouMean(key, visit.Api.PropertiesOf(item).Select(property => property.Key))}"
        );
    }
}
