using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace Violet.Generated;

/// <summary>
/// Sets options from a configuration section. Not the binder of the framework, which quotes a value that it cannot convert, and that may be
/// a secret in the wrong place; nor does it say which keys it passes over.
/// </summary>
internal static class SettingsBinder
{
    public static void Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TOptions>(
        IConfiguration section,
        TOptions options
    )
        where TOptions : ApiOptions
    {
        PropertyInfo[] settings = [.. typeof(TOptions).GetProperties().Where(property => ExpectedBy(property.PropertyType) is not null)];
        foreach (IConfigurationSection given in section.GetChildren())
        {
            PropertyInfo? setting = settings.FirstOrDefault(s => string.Equals(s.Name, given.Key, StringComparison.OrdinalIgnoreCase));
            if (setting is null)
            {
                options.UnknownSettings.Add(given.Key + Suggest(given.Key, settings));
            }
            else if (setting.GetValue(options) is IDictionary<string, string> map)
            {
                foreach (IConfigurationSection entry in given.GetChildren())
                    map[entry.Key] = entry.Value ?? "";
            }
            else if (setting.PropertyType == typeof(string))
            {
                setting.SetValue(options, given.Value);
            }
            else if (string.IsNullOrEmpty(given.Value))
            {
                continue;
            }
            else if (Convert(given.Value!, setting.PropertyType) is { } value)
            {
                setting.SetValue(options, value);
            }
            else
            {
                options.UnreadableSettings[setting.Name] = ExpectedBy(setting.PropertyType)!;
            }
        }
    }

    /// <summary>What a setting takes, as the end of a sentence; null when it cannot stand in a configuration.</summary>
    private static string? ExpectedBy(Type type) =>
        type == typeof(string) || type == typeof(IDictionary<string, string>) ? "a text"
        : type == typeof(long) || type == typeof(int) ? "a whole number"
        : type == typeof(bool) ? "true or false"
        : type == typeof(TimeSpan) ? "a time such as 00:01:40"
        : type == typeof(Uri) ? "an address"
        : type.IsEnum ? string.Join(" or ", Enum.GetNames(type))
        : null;

    /// <summary>Null when the text is no such value.</summary>
    private static object? Convert(string text, Type type)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (type == typeof(long))
            return long.TryParse(text, NumberStyles.Integer, culture, out long number) ? number : null;
        if (type == typeof(int))
            return int.TryParse(text, NumberStyles.Integer, culture, out int number) ? number : null;
        if (type == typeof(bool))
            return bool.TryParse(text, out bool flag) ? flag : null;
        if (type == typeof(TimeSpan))
            return TimeSpan.TryParse(text, culture, out TimeSpan time) ? time : null;
        if (type == typeof(Uri))
            return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address) ? address : null;
        string? name = Enum.GetNames(type).FirstOrDefault(name => string.Equals(name, text.Trim(), StringComparison.OrdinalIgnoreCase));
        return name is null ? null : Enum.Parse(type, name);
    }

    private static string Suggest(string key, PropertyInfo[] settings) =>
        settings.Select(setting => setting.Name).FirstOrDefault(name => Distance(key, name) <= 2) is { } meant ? $" ({meant}?)" : "";

    /// <summary>How many letters must be put in, left out or replaced to make one word of the other.</summary>
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int isOther = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(diagonal + isOther, Math.Min(row[j], row[j - 1]) + 1));
            }
        }

        return row[other.Length];
    }
}
