using OciArtifacts.Core;

namespace OciArtifacts.Interop.Tests;

/// <summary>Asserts that the library fails with one of the given error codes.</summary>
internal static class Failure
{
    internal static async Task<OciException> WithAsync(OciErrorCode[] codes, Func<Task> act)
    {
        var failure = await Assert.ThrowsExactlyAsync<OciException>(act);
        Assert.Contains(failure.Code, codes, failure.Message);
        return failure;
    }
}
