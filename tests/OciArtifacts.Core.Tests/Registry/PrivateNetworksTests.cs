using System.Net;
using System.Net.Sockets;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Core.Tests.Registry;

[TestClass]
public sealed class PrivateNetworksTests
{
    private static readonly PrivateNetworks Offline = new((_, _) => throw new SocketException((int)SocketError.HostNotFound));

    [TestMethod]
    [DataRow("127.0.0.1")]
    [DataRow("127.255.255.254")]
    [DataRow("10.0.0.0")]
    [DataRow("10.255.255.255")]
    [DataRow("172.16.0.0")]
    [DataRow("172.31.255.255")]
    [DataRow("192.168.0.0")]
    [DataRow("192.168.255.255")]
    [DataRow("100.64.0.0")]
    [DataRow("100.127.255.255")]
    [DataRow("169.254.169.254")]
    [DataRow("0.0.0.0")]
    [DataRow("::")]
    [DataRow("::1")]
    [DataRow("[::1]")]
    [DataRow("fe80::1")]
    [DataRow("fe80::1%1")]
    [DataRow("febf::1")]
    [DataRow("fc00::1")]
    [DataRow("fdff::1")]
    [DataRow("::ffff:127.0.0.1")]
    [DataRow("::ffff:10.1.2.3")]
    [DataRow("::ffff:a9fe:a9fe")]
    [DataRow("[::ffff:192.168.1.1]")]
    public async Task An_address_of_the_inside_is_private(string host) =>
        Assert.IsTrue(await Offline.ContainAsync(host, CancellationToken.None));

    [TestMethod]
    [DataRow("8.8.8.8")]
    [DataRow("9.255.255.255")]
    [DataRow("11.0.0.0")]
    [DataRow("172.15.255.255")]
    [DataRow("172.32.0.0")]
    [DataRow("192.167.255.255")]
    [DataRow("192.169.0.0")]
    [DataRow("100.63.255.255")]
    [DataRow("100.128.0.0")]
    [DataRow("169.253.255.255")]
    [DataRow("169.255.0.0")]
    [DataRow("2606:4700::1111")]
    [DataRow("fbff::1")]
    [DataRow("fec0::1")]
    [DataRow("fe00::1")]
    [DataRow("::2")]
    [DataRow("::ffff:8.8.8.8")]
    public async Task Every_other_address_is_not(string host) => Assert.IsFalse(await Offline.ContainAsync(host, CancellationToken.None));

    [TestMethod]
    [DataRow("localhost")]
    [DataRow("LocalHost.")]
    [DataRow("registry.localhost")]
    [DataRow("registry.localhost.")]
    public async Task A_name_of_this_machine_is_private_whatever_it_resolves_to(string host) =>
        Assert.IsTrue(
            await new PrivateNetworks((_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("8.8.8.8")]))
                .ContainAsync(host, CancellationToken.None));

    [TestMethod]
    [DataRow(true, "10.0.0.1")]
    [DataRow(true, "8.8.8.8", "10.0.0.1")]
    [DataRow(true, "::ffff:10.0.0.1")]
    [DataRow(false, "8.8.8.8", "2606:4700::1111")]
    [DataRow(false)]
    public async Task A_name_is_private_if_one_of_its_addresses_is(bool isPrivate, params string[] addresses)
    {
        var asked = "";
        var guard = new PrivateNetworks((host, _) =>
        {
            asked = host;
            return Task.FromResult(addresses.Select(IPAddress.Parse).ToArray());
        });
        Assert.AreEqual(isPrivate, await guard.ContainAsync("storage.example", CancellationToken.None));
        Assert.AreEqual("storage.example", asked);
    }

    [TestMethod]
    public async Task A_name_that_nobody_knows_is_not_private()
    {
        Assert.IsFalse(await Offline.ContainAsync("storage.example", CancellationToken.None));
        Assert.IsFalse(await new PrivateNetworks().ContainAsync(new string('a', 300), CancellationToken.None));
    }

    [TestMethod]
    public async Task To_ask_for_a_name_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var guard = new PrivateNetworks((_, cancellation) => Task.FromCanceled<IPAddress[]>(cancellation));
        await Assert.ThrowsAsync<OperationCanceledException>(() => guard.ContainAsync("storage.example", cancel.Token));
    }
}
