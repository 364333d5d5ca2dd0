using System.Text;
using Violet.Generated.Runtime.Json;

namespace Violet.Generated.Tests.Json;

/// <summary>Reads as a client with <see cref="ApiOptions.StrictReading"/> does.</summary>
internal static class StrictJson
{
    public static T Read<T>(string json)
        where T : VioletModel, new() =>
        JsonBody.Read(Encoding.UTF8.GetBytes(json), static (ref JsonInput input) => input.Fill(new T()), Strictness.Strict);
}
