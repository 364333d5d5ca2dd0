namespace Violet.Generated.EntityFrameworkCore.Tests;

[SetUpFixture]
internal sealed class SharedServers
{
    [OneTimeTearDown]
    public Task End() => PostgresServer.EndSharedAsync();
}
