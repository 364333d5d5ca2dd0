using System.Net.Http.Headers;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Violet.Generated.Runtime.Http;

/// <summary>How the client names itself: <c>violet-generated-dotnet/1.2.3 (.NET 10.0.1; linux)</c>.</summary>
internal static class UserAgent
{
    public const string Header = "User-Agent";

    private static readonly string s_ours =
        $"violet-generated-dotnet/{Version()} ({Plain(RuntimeInformation.FrameworkDescription)}; {OsName()})";

    /// <summary>The whole text, with a product of the user's before ours.</summary>
    public static string With(string? product) => string.IsNullOrEmpty(product) ? s_ours : $"{product} {s_ours}";

    public static bool IsProduct(string text) => ProductHeaderValue.TryParse(text, out _);

    private static string Version() =>
        typeof(UserAgent).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Its kind only: who receives it need not know what is patched.</summary>
    private static string OsName() =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? "windows"
        : RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "macos"
        : RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? "linux"
        : "other";

    private static string Plain(string text) => string.Concat(text.Where(c => c is >= ' ' and <= '~' and not ('(' or ')' or '\\')));
}
