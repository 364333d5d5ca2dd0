using System.Reflection;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer;

/// <summary>The scenarios by their names in C#.</summary>
internal static class ScenarioNames
{
    private static readonly Dictionary<string, VioletScenario> s_all = typeof(VioletScenario)
        .GetProperties(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(scenario => scenario.Name, scenario => (VioletScenario)scenario.GetValue(null)!, StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<string> All => s_all.Keys;

    /// <summary>A scenario and its name as it is written.</summary>
    /// <exception cref="ToolException">There is none of this name.</exception>
    public static (string Name, VioletScenario Scenario) Find(string name)
    {
        string wanted = name.Replace("-", "", StringComparison.Ordinal);
        return s_all.TryGetValue(wanted, out VioletScenario? scenario)
            ? (s_all.Keys.First(known => known.Equals(wanted, StringComparison.OrdinalIgnoreCase)), scenario)
            : throw new ToolException($"There is no scenario '{name}'. There are {string.Join(", ", All)}.");
    }
}
