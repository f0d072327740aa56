namespace OciArtifacts.Build.Tests.Incremental;

/// <summary>The same with early work.</summary>
[TestClass]
public sealed class UnchangedPushEarlyTests : UnchangedPushTests
{
    private protected override bool IsEarly => true;
}
