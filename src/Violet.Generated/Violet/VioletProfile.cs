using System.Globalization;
using Violet.Generated.Runtime.Http;
using Violet.Generated.Runtime.Tokens;

namespace Violet.Generated;

/// <summary>What is special about Violet's API.</summary>
internal sealed class VioletProfile(VioletOptions options, IVioletTokenProvider? tokens) : ApiProfile
{
    /// <summary>The gateway's code for an expired token. What it answers to one that was revoked or is none is not documented.</summary>
    private const int TokenExpired = 11;

    /// <summary>The documented business errors that come as 401.</summary>
    private const int SkuNotAccessible = 2008,
        MerchantNotConnected = 7118;

    private readonly long _appId = options.AppId;
    private readonly string _appSecret = options.AppSecret!;

    public override string Name => "Violet";

    public override IVioletTokenProvider? Tokens => tokens;

    public override IReadOnlyList<string> RequestIdHeaders { get; } = ["X-Request-Id", "X-Amzn-Trace-Id"];

    public override void Authenticate(HttpRequestMessage message, ApiRequest request, string? token)
    {
        HeaderText.Set(message, "X-Violet-App-Id", _appId.ToString(CultureInfo.InvariantCulture));
        HeaderText.Set(message, "X-Violet-App-Secret", _appSecret);
        if (token is not null)
            HeaderText.Set(message, "X-Violet-Token", token);
    }

    public override TokenVerdict JudgeToken(int statusCode, ApiErrorBody error) =>
        (statusCode, error.Code) switch
        {
            (401, TokenExpired) => TokenVerdict.Rejected,
            (401, SkuNotAccessible or MerchantNotConnected) => TokenVerdict.Accepted,
            (401, _) => TokenVerdict.Doubted,
            _ => TokenVerdict.None,
        };

    public override bool KnowsError(string slug) => VioletErrorSlugs.Contains(slug);

    public override long? FromOptions(string name) => name == nameof(VioletOptions.AppId) ? _appId : null;
}
