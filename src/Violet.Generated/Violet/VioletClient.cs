namespace Violet.Generated;

public sealed partial class VioletClient : IDisposable
{
    /// <summary>Ends the renewal of tokens. Calls still work while the token in hand is valid.</summary>
    public void Dispose() => _slot.EndRenewal();
}
