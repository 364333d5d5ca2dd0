using System.Globalization;

namespace Violet.Generated.Tests.Locales;

/// <summary>A culture and a time zone that a machine may have.</summary>
public sealed record Locale(string Culture, string TimeZone)
{
    /// <summary>Where tests run that do not care.</summary>
    public static readonly Locale Invariant = new("", "UTC");

    public static IEnumerable<Locale> Abroad =>
        [
            new("de-DE", "Asia/Kathmandu"),
            new("tr-TR", "Australia/Lord_Howe"),
            new("ar-SA", "America/St_Johns"),
            new("fa-IR", "Pacific/Apia"),
            new("sv-SE", "Pacific/Chatham"),
            new("th-TH", "Asia/Kolkata"),
        ];

    public static IEnumerable<Locale> All => Abroad.Prepend(Invariant);

    /// <summary>Moves the process there; disposing moves it back.</summary>
    /// <remarks>.NET takes the local time zone from <c>TZ</c>, except on Windows: there the test of the time zones fails, and so says that
    /// nothing was tested.</remarks>
    public IDisposable Enter() => new Stay(this);

    public override string ToString() => Culture.Length == 0 ? "at home" : $"{Culture} {TimeZone}";

    private sealed class Stay : IDisposable
    {
        private readonly CultureInfo _culture = CultureInfo.CurrentCulture,
            _uiCulture = CultureInfo.CurrentUICulture;
        private readonly CultureInfo? _ofThreads = CultureInfo.DefaultThreadCurrentCulture;
        private readonly string? _timeZone = Environment.GetEnvironmentVariable("TZ");

        public Stay(Locale place)
        {
            var culture = new CultureInfo(place.Culture, useUserOverride: false);
            Set(culture, culture, culture, place.TimeZone);
        }

        public void Dispose() => Set(_culture, _uiCulture, _ofThreads, _timeZone);

        private static void Set(CultureInfo culture, CultureInfo uiCulture, CultureInfo? ofThreads, string? timeZone)
        {
            CultureInfo.CurrentCulture = culture;
            CultureInfo.CurrentUICulture = uiCulture;
            CultureInfo.DefaultThreadCurrentCulture = ofThreads;
            Environment.SetEnvironmentVariable("TZ", timeZone);
            TimeZoneInfo.ClearCachedData();
        }
    }
}

/// <summary>A fixture whose tests run once in each place.</summary>
public abstract class InPlace(Locale place)
{
    private IDisposable? _stay;

    private protected bool IsHome => place == Locale.Invariant;

    [OneTimeSetUp]
    public void Enter() => _stay = place.Enter();

    [OneTimeTearDown]
    public void Leave() => _stay?.Dispose();
}
