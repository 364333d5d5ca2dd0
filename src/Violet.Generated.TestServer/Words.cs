namespace Violet.Generated.TestServer;

/// <summary>What an exception says to a person.</summary>
internal static class Words
{
    /// <summary>The message without the parameter of a method that nobody here knows.</summary>
    public static string Of(Exception error) =>
        error is ArgumentException { ParamName: { } parameter }
            ? error.Message.Replace($" (Parameter '{parameter}')", "", StringComparison.Ordinal)
            : error.Message;
}
