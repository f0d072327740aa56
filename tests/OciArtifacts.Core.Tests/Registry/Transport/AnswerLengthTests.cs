using System.Runtime.InteropServices;
using OciArtifacts.Core.Registry.Http;
using OciArtifacts.Core.Registry.Transport;
using OciArtifacts.Core.Tests.Registry.Pulls;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Transport;

/// <summary>Answers without a length: chunked ones (RFC 9112, section 7.1).</summary>
[TestClass]
public sealed class AnswerLengthTests
{
    private const int Limit = 4 * 1024 * 1024;

    [TestMethod]
    [DataRow(0, 16 * 1024)]
    [DataRow(10, 16 * 1024)]
    [DataRow(16 * 1024, 32 * 1024)]
    [DataRow(100_000, 200_000)]
    [DataRow(Limit, Limit + 1)]
    public async Task Such_an_answer_takes_at_most_twice_the_memory_of_what_came(int length, int most)
    {
        using var answer = await ReadAsync(length);
        Assert.IsNull(answer.Response.Content.Headers.ContentLength);
        Assert.AreEqual(Text(length), Text(answer.Body.Span));
        Assert.IsTrue(MemoryMarshal.TryGetArray(answer.Body, out var taken));
        Assert.IsLessThanOrEqualTo(most, taken.Array!.Length);
    }

    [TestMethod]
    public async Task Such_an_answer_over_the_limit_is_refused()
    {
        var failure = await Failure.WithAsync(OciErrorCode.MalformedContent, () => ReadAsync(Limit + 1));
        Assert.Contains("more than 4194304 bytes", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<RegistryAnswer> ReadAsync(int length)
    {
        await using var registry = await TestRegistry.StartAsync(
            new TestRegistryOptions { Fault = _ => Answer.Of("text/plain", Text(length)) });
        using var connection = new AuthorizedConnection(registry.Host, RegistryPeer.Anonymous);
        var http = new RegistryHttp(connection, RegistryPeer.Anonymous);
        return await http.ReadAsync(
            new RegistryRequest(HttpMethod.Get, new Uri("/v2/", UriKind.Relative), AccessScope.None),
            Limit,
            CancellationToken.None);
    }

    private static string Text(int length) => string.Create(length, 0, (text, _) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('a' + (i % 23));
    });

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.ASCII.GetString(bytes);
}
