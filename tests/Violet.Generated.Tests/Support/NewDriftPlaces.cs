using Violet.Generated.Runtime.Drift;

namespace Violet.Generated.Tests.Drift;

/// <summary>While it lives, nothing has been told in this process.</summary>
internal sealed class NewDriftPlaces : IDisposable
{
    private readonly DriftPlaces _before = DriftPlaces.OfProcess;

    public NewDriftPlaces() => DriftPlaces.OfProcess = new DriftPlaces();

    public void Dispose() => DriftPlaces.OfProcess = _before;
}
