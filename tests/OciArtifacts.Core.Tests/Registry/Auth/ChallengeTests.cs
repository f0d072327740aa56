using System.Diagnostics;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>Reading a <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1).</summary>
[TestClass]
public sealed class ChallengeTests
{
    [TestMethod]
    [DataRow("Bearer realm=\"a\",service=\"b\",scope=\"c\"", "Bearer{realm=a|scope=c|service=b}")]
    [DataRow("Bearer realm=\"a\", service=\"b\"", "Bearer{realm=a|service=b}")]
    [DataRow("Bearer realm=\"a\" , service=b", "Bearer{realm=a|service=b}", DisplayName = "a token in place of quotes")]
    [DataRow("Bearer\trealm = \"a\"", "Bearer{realm=a}", DisplayName = "blanks around the sign")]
    [DataRow("bEARER REALM=\"a\"", "bEARER{REALM=a}")]
    [DataRow("Bearer scope=\"r:a:pull,push r:b:pull\"", "Bearer{scope=r:a:pull,push r:b:pull}", DisplayName = "commas within quotes")]
    [DataRow("Bearer realm=\"a\\\"b\\\\c\\d\"", "Bearer{realm=a\"b\\cd}", DisplayName = "escapes")]
    [DataRow("Bearer realm=\"\"", "Bearer{realm=}")]
    [DataRow("Bearer realm=\"a\",realm=\"b\"", "Bearer{realm=a}", DisplayName = "the first of two counts")]
    [DataRow("Bearer realm=\"a\" service=\"b\"", "Bearer{realm=a|service=b}", DisplayName = "a comma is missing")]
    [DataRow("Bearer realm=\"a\",,service=\"b\",", "Bearer{realm=a|service=b}", DisplayName = "commas too many")]
    public void Parameters_are_read(string header, string read) => Assert.AreEqual(read, Read(header));

    [TestMethod]
    [DataRow("Negotiate, Basic realm=\"a, b\"", "Negotiate{} Basic{realm=a, b}")]
    [DataRow("Basic realm=\"a\",Bearer realm=\"b\",service=\"c\"", "Basic{realm=a} Bearer{realm=b|service=c}")]
    [DataRow("Basic , Bearer realm=b", "Basic{} Bearer{realm=b}")]
    [DataRow("Basic\t,\tBearer realm=b", "Basic{} Bearer{realm=b}")]
    [DataRow("Digest realm=\"a\", nonce=\"x==\", Basic realm=\"b\"", "Digest{nonce=x==|realm=a} Basic{realm=b}")]
    public void One_header_may_have_several(string header, string read) => Assert.AreEqual(read, Read(header));

    [TestMethod]
    [DataRow("Basic abc==", "Basic{abc=}")]
    [DataRow("Basic abc==, Bearer realm=\"b\"", "Basic{abc=} Bearer{realm=b}")]
    [DataRow("Negotiate a/b+c=, Bearer realm=\"b\"", "Negotiate{a/b+c=} Bearer{realm=b}")]
    [DataRow("Negotiate abc, Bearer realm=\"b\"", "Negotiate{} Bearer{realm=b}")]
    [DataRow("Negotiate abc", "Negotiate{}")]
    public void A_text_without_a_name_is_no_scheme_and_hides_none(string header, string read) => Assert.AreEqual(read, Read(header));

    [TestMethod]
    [DataRow("", "")]
    [DataRow(" , ,", "")]
    [DataRow("=", "")]
    [DataRow("\"Bearer\" realm=a", "")]
    [DataRow("Bearer", "Bearer{}")]
    [DataRow("Bearer realm", "Bearer{}")]
    [DataRow("Bearer realm=", "Bearer{realm=}")]
    [DataRow("Bearer realm=\"", "Bearer{realm=}")]
    [DataRow("Bearer realm=\"a", "Bearer{realm=a}")]
    [DataRow("Bearer realm=\"a\\", "Bearer{realm=a\\}")]
    [DataRow("Bearer realm=\"a\"\"b\"", "Bearer{realm=a}")]
    [DataRow("Bearer realm=\"a\",\u0001service=b", "Bearer{realm=a}")]
    [DataRow("Bearer realm=\"a\",\u00e9=b", "Bearer{realm=a}")]
    [DataRow("Bearer realm=\"a\",\u007f=b", "Bearer{realm=a}")]
    public void What_is_not_understood_ends_it_and_what_stood_before_counts(string header, string read) =>
        Assert.AreEqual(read, Read(header));

    [TestMethod]
    [DataRow("a")]
    [DataRow("a,")]
    [DataRow("a b=c,")]
    [DataRow("Bearer realm=\"x")]
    [DataRow("\"")]
    [DataRow("\\\"")]
    [DataRow("a=\"\\")]
    [DataRow("= ")]
    [DataRow(" ")]
    public void Garbage_takes_no_longer_than_its_length(string piece)
    {
        var clock = Stopwatch.StartNew();
        _ = Read(string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));
        _ = Read("Bearer realm=\"" + string.Concat(Enumerable.Repeat(piece, 100_000 / piece.Length)));

        // With quadratic time, this would take minutes.
        Assert.IsLessThan(TimeSpan.FromSeconds(10), clock.Elapsed);
    }

    [TestMethod]
    public void All_headers_count_in_their_order()
    {
        using var response = new HttpResponseMessage();
        Assert.IsEmpty(Challenge.Of(response));
        foreach (var value in new[] { "Negotiate", "Basic realm=\"a\"", "Bearer realm=\"b\"" })
        {
            response.Headers.TryAddWithoutValidation("WWW-Authenticate", value);
        }

        Assert.AreSequenceEqual(["Negotiate", "Basic", "Bearer"], Challenge.Of(response).Select(challenge => challenge.Scheme));
        Assert.AreEqual("b", Challenge.Of(response)[2]["REALM"]);
        Assert.IsNull(Challenge.Of(response)[2]["service"]);
        Assert.IsTrue(Challenge.Of(response)[2].Is("BEARER"));
        Assert.IsFalse(Challenge.Of(response)[1].Is("Bearer"));
    }

    [TestMethod]
    public async Task A_token_is_preferred_to_the_password()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(
            new TestRegistryOptions { BearerChallenge = true, Challenges = usual => ["Basic realm=\"a, b\"", usual] });
        await peer.AskAsync();
        Assert.AreSequenceEqual([null, "Basic", "Bearer"], peer.Requests.Select(request => request.AuthorizationScheme));
        Assert.AreEqual("/token", peer.Requests[1].Path);
    }

    [TestMethod]
    [DataRow("Bearer service=\"x\", Basic realm=\"y\"", DisplayName = "without a token server")]
    [DataRow("Basic abc==", DisplayName = "with a text of its own")]
    [DataRow("bAsIc", DisplayName = "bare")]
    public async Task The_password_is_what_is_left(string challenge)
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions { Challenges = _ => [challenge] });
        await peer.AskAsync();
        Assert.AreSequenceEqual([null, "Basic"], peer.Requests.Select(request => request.AuthorizationScheme));
    }

    [TestMethod]
    public async Task Schemes_that_are_not_known_are_named_at_no_great_length()
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(new TestRegistryOptions
        {
            Challenges = _ => ["Bearer service=\"x\"", string.Join(',', Enumerable.Repeat("Negotiate", 2_000))],
        });
        var failure = await Failure.WithAsync(OciErrorCode.UnsupportedAuthentication, peer.AskAsync);
        Assert.StartsWith(
            $"{peer.Registry.Host} asks for authentication by Bearer or Negotiate or Negotiate", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Basic and Bearer with a realm are known.", failure.Message, StringComparison.Ordinal);
        Assert.IsLessThan(700, failure.Message.Length);
        Assert.HasCount(1, peer.Requests);
    }

    private static string Read(string header) =>
        string.Join(' ', new ChallengeReader(header).ReadAll().Select(challenge => $"{challenge.Scheme}{{{ParametersOf(challenge)}}}"));

    private static string ParametersOf(Challenge challenge) => string.Join('|', challenge.Parameters
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => $"{pair.Key}={pair.Value}"));
}
