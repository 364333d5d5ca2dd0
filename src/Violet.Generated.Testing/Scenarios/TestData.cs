using System.Text.Json.Nodes;
using Newtonsoft.Json;
using Violet.Generated.Testing.State;

namespace Violet.Generated.Testing;

/// <summary>Data of a test's own at the server: <c>server.Orders.Add(new Order { ... })</c>. What the item leaves out, and the API always
/// has, is filled in.</summary>
/// <typeparam name="T">The client's model.</typeparam>
public sealed class TestData<T>
    where T : VioletModel
{
    private readonly VioletApi _violet;
    private readonly Func<Store, long, JsonObject?> _find;
    private readonly Action<Store, JsonObject, DateTimeOffset> _add;
    private readonly TimeProvider _time;

    internal TestData(
        VioletApi violet,
        TimeProvider time,
        Func<Store, long, JsonObject?> find,
        Action<Store, JsonObject, DateTimeOffset> add
    ) => (_violet, _time, _find, _add) = (violet, time, find, add);

    /// <summary>Adds an item, or replaces the one with the same id.</summary>
    /// <param name="item">The item. Without an id (0) it gets one.</param>
    /// <returns>The item as the API shows it from now on.</returns>
    /// <exception cref="ArgumentException">It names something that the server does not know, such as a merchant.</exception>
    public T Add(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        var json = (JsonObject)JsonNode.Parse(JsonConvert.SerializeObject(item))!;
        return Read(
            _violet.Entity(store =>
            {
                _add(store, json, _time.GetUtcNow());
                return json;
            })!
        );
    }

    /// <summary>Finds an item as the API would show it, without a request.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>A copy; null when there is none.</returns>
    public T? Get(long id) => _violet.Entity(store => _find(store, id)) is { } found ? Read(found) : null;

    private static T Read(JsonObject json) =>
        JsonConvert.DeserializeObject<T>(System.Text.Encoding.UTF8.GetString(Wire.Write(json, nulls: false)))!;
}
