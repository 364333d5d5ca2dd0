using System.Text.Json.Nodes;
using Violet.Generated.Testing;

namespace Violet.Generated.TestServer.Admin;

/// <summary>The faults that were added over HTTP, by a number that they can be removed by.</summary>
internal sealed class AddedFaults
{
    private readonly SortedDictionary<int, (JsonObject Description, Fault Fault)> _faults = [];
    private int _last;

    public JsonObject Add(VioletTestServer server, JsonObject description)
    {
        Fault fault = FaultReader.Read(new Fields(description));
        lock (_faults)
        {
            _faults.Add(++_last, ((JsonObject)description.DeepClone(), server.Faults.Put(fault)));
            return Show(_last);
        }
    }

    public JsonArray List()
    {
        lock (_faults)
            return new JsonArray([.. _faults.Keys.Select(Show)]);
    }

    /// <exception cref="ToolException">There is no fault of this number.</exception>
    public void Remove(VioletTestServer server, string number)
    {
        lock (_faults)
        {
            if (!int.TryParse(number, out int id) || !_faults.Remove(id, out (JsonObject, Fault Fault) added))
                throw new ToolException($"There is no fault {number}.");
            server.Faults.Remove(added.Fault);
        }
    }

    public void Clear(VioletTestServer server)
    {
        server.Faults.Clear();
        Forget();
    }

    /// <summary>The server has lost them already.</summary>
    public void Forget()
    {
        lock (_faults)
            _faults.Clear();
    }

    private JsonObject Show(int id)
    {
        var shown = new JsonObject { ["id"] = id, ["struck"] = _faults[id].Fault.Struck };
        foreach ((string name, JsonNode? value) in _faults[id].Description)
            shown[name] = value?.DeepClone();
        return shown;
    }
}
