using System.Text;
using OciArtifacts.Core.Registry.Auth;
using OciArtifacts.Core.Registry.Transport;
using OciArtifacts.TestKit;

namespace OciArtifacts.Core.Tests.Registry.Auth;

/// <summary>The answers of token servers.</summary>
[TestClass]
public sealed class TokenAnswerTests
{
    [TestMethod]
    [DataRow("""{"token":"a"}""", "a")]
    [DataRow("""{"access_token":"b"}""", "b")]
    [DataRow("""{"token":"a","access_token":"b"}""", "a")]
    [DataRow("""{"token":"","access_token":"b"}""", "b")]
    [DataRow("""{"token":null,"access_token":"b"}""", "b")]
    [DataRow("""{"token":1,"access_token":"b"}""", "b")]
    [DataRow("""{"token":"a b","access_token":"b"}""", "b")]
    [DataRow("""{"token":"!~"}""", "!~")]
    public void The_token_is_in_one_of_two_members(string json, string token) => Assert.AreEqual(token, Read(json)!.Value.Text);

    [TestMethod]
    [DataRow("{}")]
    [DataRow("""{"token":""}""")]
    [DataRow("""{"token":{}}""")]
    [DataRow("""{"Token":"a"}""")]
    [DataRow("""{"token":"a\r\nX: y"}""")]
    [DataRow("""{"token":"a\u0000"}""")]
    [DataRow("""{"token":"a\u007f"}""")]
    [DataRow("""{"token":"a\u00e9"}""")]
    [DataRow("""{"token":"\ud800"}""")]
    [DataRow("""["token"]""")]
    [DataRow("\"token\"")]
    [DataRow("null")]
    [DataRow("")]
    [DataRow("<html>")]
    [DataRow("""{"token":"a" """)]
    public void What_has_none_that_can_stand_in_a_header_has_none(string json) => Assert.IsNull(Read(json));

    [TestMethod]
    [DataRow("", 60, DisplayName = "missing")]
    [DataRow(""","expires_in":300""", 300)]
    [DataRow(""","expires_in":"300" """, 300, DisplayName = "a text")]
    [DataRow(""","expires_in":1""", 1)]
    [DataRow(""","expires_in":1.5""", 1.5)]
    [DataRow(""","expires_in":0""", 60)]
    [DataRow(""","expires_in":-1""", 60)]
    [DataRow(""","expires_in":null""", 60)]
    [DataRow(""","expires_in":true""", 60)]
    [DataRow(""","expires_in":{}""", 60)]
    [DataRow(""","expires_in":"soon" """, 60)]
    [DataRow(""","expires_in":"NaN" """, 60)]
    [DataRow(""","expires_in":86400""", 86400)]
    [DataRow(""","expires_in":86401""", 86400)]
    [DataRow(""","expires_in":1e308""", 86400)]
    [DataRow(""","expires_in":1e999""", 86400)]
    [DataRow(""","expires_in":99999999999999999999999999""", 86400)]
    public void A_lifetime_that_makes_no_sense_is_a_minute_and_none_is_longer_than_a_day(string member, double seconds) =>
        Assert.AreEqual(TimeSpan.FromSeconds(seconds), Read($"{{\"token\":\"a\"{member}}}")!.Value.Lifetime);

    [TestMethod]
    [DataRow("<html>a page</html>")]
    [DataRow("""{"token":"a\r\nX: y"}""")]
    [DataRow("")]
    public async Task An_answer_without_a_token_is_a_failure_of_the_registry(string body)
    {
        var answer = new FaultAnswer { Status = 200, Body = body };
        await using var peer = await RegistryPeer.StartWithUserAsync(
            new TestRegistryOptions { BearerChallenge = true, Fault = TokenTraffic.AtTokenServer(answer) });
        var failure = await Failure.WithAsync(OciErrorCode.RegistryFailed, peer.AskAsync);
        Assert.AreEqual(
            $"The token server http://{peer.Registry.Host} answers without a token that can be used. Ask its operator.", failure.Message);
        Assert.HasCount(2, peer.Requests);
    }

    [TestMethod]
    public async Task An_answer_that_does_not_end_is_given_up()
    {
        var answer = new FaultAnswer { Status = 200, Body = "{\"token\":\"a\"", EndlessBody = true };
        await using var peer = await RegistryPeer.StartWithUserAsync(
            new TestRegistryOptions { BearerChallenge = true, Fault = TokenTraffic.AtTokenServer(answer) });
        await Failure.WithAsync(OciErrorCode.RegistryFailed, peer.AskAsync);
    }

    [TestMethod]
    [DataRow(TokenMembers.Token)]
    [DataRow(TokenMembers.AccessToken)]
    [DataRow(TokenMembers.AccessToken | TokenMembers.ExpiresIn)]
    public async Task Each_form_of_the_answer_opens_the_registry(TokenMembers members)
    {
        await using var peer = await RegistryPeer.StartWithUserAsync(
            new TestRegistryOptions { BearerChallenge = true, TokenAnswer = members });
        await peer.PushAsync(["1.0"], "layer");
        Assert.AreSequenceEqual(["1.0"], peer.Registry.Tags(RegistryPeer.Name));
    }

    [TestMethod]
    public void A_token_shows_what_it_is_for_and_not_itself() =>
        Assert.AreEqual("a token for repository:a:pull", new Token("secret", AccessScope.Pull("a"), DateTimeOffset.UnixEpoch).ToString());

    private static (string Text, TimeSpan Lifetime)? Read(string json) => TokenAnswer.Read(Encoding.UTF8.GetBytes(json));
}
