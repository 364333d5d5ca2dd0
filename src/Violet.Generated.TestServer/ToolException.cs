namespace Violet.Generated.TestServer;

/// <summary>What is asked for cannot be done; the message is one line for a person.</summary>
internal sealed class ToolException(string message, int exitCode = ToolException.BadOption) : Exception(message)
{
    public const int CannotStart = 1;
    public const int BadOption = 2;

    public int ExitCode => exitCode;
}
