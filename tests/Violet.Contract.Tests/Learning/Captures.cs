using System.Text.Json;
using System.Text.Json.Nodes;
using Violet.Contract.Learning;

namespace Violet.Contract.Tests.Learning;

/// <summary>Captures in a folder, and the commands run on them.</summary>
internal sealed class Captures(string contract) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("violet-captures-").FullName;
    private readonly JsonArray _entries = [];

    /// <summary>The folder of APIs.</summary>
    public string Contract { get; } = contract;

    /// <summary>A body in a file of its own.</summary>
    public Captures Body(string file, string json)
    {
        File.WriteAllText(Path.Combine(_folder, file), json);
        return this;
    }

    /// <summary>An exchange in the HAR file.</summary>
    public Captures Exchange(string method, string url, string? response = null, string? request = null, int status = 200)
    {
        _entries.Add(
            new JsonObject
            {
                ["request"] = new JsonObject
                {
                    ["method"] = method,
                    ["url"] = url,
                    ["postData"] = request is null ? null : new JsonObject { ["mimeType"] = "application/json", ["text"] = request },
                },
                ["response"] = new JsonObject
                {
                    ["status"] = status,
                    ["content"] = new JsonObject { ["mimeType"] = "application/json", ["text"] = response },
                },
            }
        );
        var har = new JsonObject
        {
            ["log"] = new JsonObject { ["version"] = "1.2", ["entries"] = _entries.DeepClone() },
        };
        return Body("all.har", har.ToJsonString(JsonSerializerOptions.Default));
    }

    /// <summary>Runs a command on the folder: its exit code and what it says.</summary>
    public (int Code, string Output) Run(string command, params string[] options)
    {
        using var output = new StringWriter();
        int code = LearnCommand.Run([command, _folder, "--contract", Contract, .. options], output);
        return (code, output.ToString());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
