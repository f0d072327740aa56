using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Tests.Content;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Uploads;

/// <summary>The requests of an upload in order, and their answers, as the registry sees them.</summary>
internal static class UploadTrace
{
    /// <summary>Adds a blob with random bytes to the source.</summary>
    internal static Descriptor AddBlob(this RegistryPeer peer, int size, int seed = 1) =>
        peer.Source.Add("application/octet-stream", Sample.Bytes(size, seed));

    internal static Task<CopyOutcome> PutAsync(this RegistryPeer peer, Descriptor blob) =>
        peer.Repository.PutAsync(blob, peer.Source, CancellationToken.None);

    /// <summary>
    /// One line for each request: the method, the range of a chunk or the length of a whole blob, and the status (0: no
    /// answer).
    /// </summary>
    internal static IEnumerable<string> Trace(this RegistryPeer peer) => peer.Requests.Select(Line);

    /// <summary>The same without requests that got no answer: whether they arrived may be random.</summary>
    internal static IEnumerable<string> AnsweredTrace(this RegistryPeer peer) =>
        peer.Requests.Where(request => request.Status != 0).Select(Line);

    internal static void AssertHas(this RegistryPeer peer, Descriptor blob)
    {
        Assert.IsTrue(peer.Registry.TryGetBlob(RegistryPeer.Name, blob.Digest.ToString(), out var bytes), "The blob is not there.");
        Assert.AreEqual(blob.Digest, Digest.Sha256(bytes));
    }

    internal static void AssertHasNot(this RegistryPeer peer, Descriptor blob) =>
        Assert.IsFalse(peer.Registry.HasBlob(RegistryPeer.Name, blob.Digest.ToString()), "The blob is there.");

    /// <summary>An answer of a registry with headers and without a body.</summary>
    internal static FaultAnswer Answer(int status, params (string Name, string Value)[] headers) => new()
    {
        Status = status,
        Headers = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>A registry with one failure, for the first request of the method.</summary>
    internal static TestRegistryOptions Once(string method, FaultAnswer fault) =>
        new() { Fault = FaultPlan.First(1, fault, request => request.Method == method).Answer };

    private static string Line(RecordedRequest request)
    {
        var what = request.ContentRange ?? (request.Method == "PUT" ? $"{request.ContentLength}" : "");
        return $"{request.Method} {what}{(what.Length > 0 ? " " : "")}{request.Status}";
    }
}
