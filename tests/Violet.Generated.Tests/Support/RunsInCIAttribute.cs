using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

namespace Violet.Generated.Tests;

/// <summary>What takes long and seldom breaks: .ci/run runs it always, dotnet test only when it is chosen by name or category.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class RunsInCIAttribute : NUnitAttribute, IApplyToTest
{
    public void ApplyToTest(Test test)
    {
        if (Environment.GetEnvironmentVariable("CI") == "true" || test.RunState != RunState.Runnable)
            return;
        test.RunState = RunState.Explicit;
        test.Properties.Set(PropertyNames.SkipReason, "Runs in .ci/run; tests/README.md says how to run it here.");
    }
}
