using OciArtifacts.Core;

namespace OciArtifacts.Interop.Tests;

/// <summary>Wants a failure of the library, with one of the codes that the test names.</summary>
internal static class Failure
{
    internal static async Task<OciException> WithAsync(OciErrorCode[] codes, Func<Task> act)
    {
        var failure = await Assert.ThrowsExactlyAsync<OciException>(act);
        Assert.Contains(failure.Code, codes, failure.Message);
        return failure;
    }
}
