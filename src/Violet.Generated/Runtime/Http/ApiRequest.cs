using System.Globalization;
using System.Text;
using System.Text.Json;
using Newtonsoft.Json.Linq;
using Violet.Generated.Runtime.Json;
using Violet.Generated.Runtime.Retry;

namespace Violet.Generated.Runtime.Http;

/// <summary>One call: what a generated operation says of itself and of its arguments.</summary>
internal sealed class ApiRequest
{
    private readonly StringBuilder _uri;
    private bool _hasQuery;
    private List<KeyValuePair<string, string>>? _headers;

    public ApiRequest(string operation, string method, string route, RetryRule retry)
    {
        Operation = operation;
        Method = new HttpMethod(method);
        Route = route;
        Retry = retry;
        _uri = new StringBuilder(route, route.Length + 64);
        _hasQuery = route.IndexOf('?') >= 0;
    }

    /// <summary>The operation's name, such as <c>Orders.List</c>.</summary>
    public string Operation { get; }

    public HttpMethod Method { get; }

    /// <summary>The path with its placeholders: what telemetry may show. Null for a path that it may not.</summary>
    public string? Route { get; private set; }

    public RetryRule Retry { get; }

    /// <summary>What is longer than the API documents, in words; null when nothing is.</summary>
    public string? TooLong { get; private set; }

    /// <summary>Tells the API that two attempts are one call.</summary>
    public string IdempotencyKey => field ??= Guid.NewGuid().ToString();

    public bool SendsToken { get; private set; } = true;

    public byte[]? Content { get; private set; }

    public IReadOnlyList<KeyValuePair<string, string>> Headers => _headers ?? (IReadOnlyList<KeyValuePair<string, string>>)[];

    /// <summary>Path and query, relative to the base address.</summary>
    public string RelativeUri => _uri.ToString();

    public ApiRequest WithoutToken()
    {
        SendsToken = false;
        return this;
    }

    /// <summary>For a path that the caller wrote, with values in it: telemetry shows none of it.</summary>
    public ApiRequest WithoutRoute()
    {
        Route = null;
        return this;
    }

    public ApiRequest Path(string name, long? value) =>
        ReplaceInPath(name, (value ?? throw new ArgumentNullException(name)).ToString(CultureInfo.InvariantCulture));

    public ApiRequest Path<T>(string name, OpenEnum<T> value)
        where T : struct, Enum => Path(name, value.Raw);

    public ApiRequest Path(string name, string? value) =>
        value switch
        {
            null => throw new ArgumentNullException(name),
            // "." and ".." would be resolved away and reach another endpoint.
            "" or "." or ".." => throw new ArgumentException($"'{name}' is part of the path and cannot be '{value}'.", name),
            _ => ReplaceInPath(name, Uri.EscapeDataString(value)),
        };

    public ApiRequest Query(string name, string? value) => value is null ? this : AddQuery(name, Uri.EscapeDataString(value));

    public ApiRequest Query(string name, long? value) =>
        value is { } number ? AddQuery(name, number.ToString(CultureInfo.InvariantCulture)) : this;

    public ApiRequest Query(string name, double? value) =>
        value is { } number ? AddQuery(name, number.ToString("R", CultureInfo.InvariantCulture)) : this;

    public ApiRequest Query(string name, bool? value) => value is { } flag ? AddQuery(name, flag ? "true" : "false") : this;

    public ApiRequest Query(string name, DateTimeOffset? value)
    {
        if (value is not { } date)
            return this;
        Span<byte> text = stackalloc byte[JsonDate.MaxLength];
        return AddQuery(name, Uri.EscapeDataString(JsonText.Decode(text.Slice(0, JsonDate.Format(date, withFraction: false, text)))));
    }

    public ApiRequest Query<T>(string name, OpenEnum<T> value)
        where T : struct, Enum => Query(name, value.Raw);

    public ApiRequest Query(string name, IEnumerable<string>? values)
    {
        foreach (string value in values ?? [])
            Query(name, value);
        return this;
    }

    public ApiRequest Query<T>(string name, IEnumerable<OpenEnum<T>>? values)
        where T : struct, Enum
    {
        foreach (OpenEnum<T> value in values ?? [])
            Query(name, value);
        return this;
    }

    public ApiRequest Query(string name, IEnumerable<long>? values)
    {
        foreach (long value in values ?? [])
            Query(name, (long?)value);
        return this;
    }

    /// <summary>A credential in the query: like any other, but required.</summary>
    public ApiRequest SecretQuery(string name, string? value) =>
        string.IsNullOrEmpty(value) ? throw new ArgumentException($"'{name}' is required.", name) : Query(name, value);

    public ApiRequest Header(string name, string? value)
    {
        if (value is not null)
            (_headers ??= []).Add(new KeyValuePair<string, string>(name, value));
        return this;
    }

    public ApiRequest Body(VioletModel? model)
    {
        if (model is null)
            return this;
        if (model.FirstMissing() is { } missing)
            throw Missing(model, missing);
        Note(model, "", model.FirstTooLong());
        return Write(model, JsonWrite.Model);
    }

    public ApiRequest Body<T>(IEnumerable<T>? models)
        where T : VioletModel
    {
        if (models is null)
            return this;
        var list = models.ToList();
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i]?.FirstMissing() is { } missing)
                throw Missing(list[i], $"[{i}].{missing}");
            Note(list[i], $"[{i}].", list[i]?.FirstTooLong());
        }

        return Write(list, static (writer, items) => WriteArray(writer, items, JsonWrite.Model));
    }

    public ApiRequest Body(IEnumerable<long>? values) =>
        values is null ? this : Write(values, static (writer, items) => WriteArray(writer, items, JsonWrite.Int64));

    public ApiRequest Body(IEnumerable<string>? values) =>
        values is null ? this : Write(values, static (writer, items) => WriteArray(writer, items, JsonWrite.String));

    public ApiRequest Body(string? value) => value is null ? this : Write(value, JsonWrite.String);

    public ApiRequest Body(JToken? value) => value is null ? this : Write(value, JsonWrite.Token);

    private static ArgumentException Missing(VioletModel model, string field) =>
        new($"{model.GetType().Name} lacks '{field}', which the API requires.");

    private void Note(VioletModel? model, string place, LongText? text)
    {
        if (text is { } found)
        {
            TooLong ??=
                $"{model!.GetType().Name}: '{place}{found.Path}' is longer than the {found.Limit} characters that the API documents. "
                + "The option CheckLengths turns this check off.";
        }
    }

    private static void WriteArray<T>(Utf8JsonWriter writer, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (T item in items)
            write(writer, item);
        writer.WriteEndArray();
    }

    private ApiRequest Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        using var buffer = new PooledBuffer();
        JsonBody.Write(buffer, value, write);
        // A copy, not rented memory: a connection may still be reading it after the call was given up.
        Content = buffer.Span.ToArray();
        return this;
    }

    private ApiRequest ReplaceInPath(string name, string escaped)
    {
        _uri.Replace("{" + name + "}", escaped);
        return this;
    }

    private ApiRequest AddQuery(string name, string escaped)
    {
        _uri.Append(_hasQuery ? '&' : '?').Append(Uri.EscapeDataString(name)).Append('=').Append(escaped);
        _hasQuery = true;
        return this;
    }
}
