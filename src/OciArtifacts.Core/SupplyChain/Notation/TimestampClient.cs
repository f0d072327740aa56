using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace OciArtifacts.Core.SupplyChain.Notation;

/// <summary>Asks a server for time stamps (RFC 3161, section 3.4).</summary>
/// <param name="http">Sends the requests. Its time limit is that of a request.</param>
/// <param name="server">The address of the server.</param>
internal sealed class TimestampClient(HttpClient http, Uri server)
{
    // A token with its certificates has less than 20 kilobytes.
    private const int LargestAnswer = 1 << 20;
    private const int NonceSize = 16;

    /// <summary>Gets a time stamp for a signature.</summary>
    /// <param name="signature">The signature.</param>
    /// <param name="hash">The hash of the signature's algorithm.</param>
    /// <param name="cancellation">Stops the request.</param>
    /// <returns>The token. It is for this signature, its own signature is right, and its certificate is one for time stamps.</returns>
    /// <exception cref="OciException">There is no such token (<see cref="OciErrorCode.TimestampFailed"/>).</exception>
    internal async Task<byte[]> StampAsync(ReadOnlyMemory<byte> signature, HashAlgorithmName hash, CancellationToken cancellation)
    {
        var request = Rfc3161TimestampRequest.CreateFromData(
            signature.Span, hash, nonce: RandomNumberGenerator.GetBytes(NonceSize), requestSignerCertificates: true);
        var answer = await AskAsync(request.Encode(), cancellation).ConfigureAwait(false);
        try
        {
            var token = request.ProcessResponse(answer, out _).AsSignedCms().Encode();
            return TimestampToken.Verify(token, signature.Span, []) is { Problem: { Length: > 0 } problem } ? throw Failed(problem) : token;
        }
        catch (CryptographicException problem)
        {
            throw Failed("the answer is no time stamp for this request", problem);
        }
    }

    private async Task<byte[]> AskAsync(byte[] question, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, server) { Content = new ByteArrayContent(question) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/timestamp-reply"));
        try
        {
            const HttpCompletionOption Headers = HttpCompletionOption.ResponseHeadersRead;
            using var response = await http.SendAsync(request, Headers, cancellation).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode) throw Failed($"the server answers {(int)response.StatusCode}");
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellation).ConfigureAwait(false);
            return await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw Failed($"the server cannot be asked ({problem.Message})", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw Failed("the server did not answer in time", problem);
        }
    }

    private OciException Failed(string why, Exception? problem = null) => new(
        OciErrorCode.TimestampFailed,
        $"The time stamp server {server} gives no time stamp: {why}. Try again later, or use another server.",
        problem);
}
