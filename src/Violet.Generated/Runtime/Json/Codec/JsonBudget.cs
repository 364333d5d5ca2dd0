namespace Violet.Generated.Runtime.Json;

/// <summary>
/// How many bytes of memory a text may become, by estimate: <c>{},</c> in a list becomes a model of a thousand. Counted before each thing
/// is made, so that a refused text costs no more than an accepted one.
/// </summary>
internal struct JsonBudget
{
    /// <summary>A response may become so many times <c>MaxResponseBytes</c>. A page of orders becomes about its own size.</summary>
    internal const int Multiple = 4;

    /// <summary>What objects, texts and places in lists take, names and garbage of growing lists included.</summary>
    internal const int OfField = 12,
        OfModel = 32,
        OfText = 24,
        OfListItem = 16,
        OfMapEntry = 64,
        OfExtraEntry = 128,
        OfToken = 160;

    private const long Least = 1024 * 1024,
        MostOfText = 256 * 1024 * 1024;

    private readonly long _limit;
    private readonly bool _isResponse;
    private long _left;

    private JsonBudget(long limit, bool isResponse) => (_limit, _left, _isResponse) = (limit, limit, isResponse);

    public static JsonBudget OfResponse(long maxResponseBytes) => new(Math.Max(Multiple * maxResponseBytes, Least), isResponse: true);

    /// <summary>Of a text that is in memory already, such as a webhook's body.</summary>
    public static JsonBudget OfUtf8(int length) => new(Math.Max(Multiple * (long)length, MostOfText), isResponse: false);

    public void Spend(long bytes)
    {
        if ((_left -= bytes) < 0)
            Throw();
    }

    private readonly void Throw() =>
        throw (
            _isResponse
                ? new VioletResponseTooLargeException(
                    FormattableString.Invariant(
                        $"What the response holds takes more than {_limit} bytes of memory ({Multiple} times MaxResponseBytes); ask for smaller pages or raise the limit."
                    )
                )
                : new VioletJsonException(
                    FormattableString.Invariant($"What the text holds takes more than {_limit} bytes of memory."),
                    "$",
                    0
                )
        );
}
