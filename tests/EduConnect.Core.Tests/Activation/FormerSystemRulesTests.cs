using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using EduConnect.Core.Accounts;
using EduConnect.Core.Activation.Transition;
using EduConnect.Core.Federation.Claims;
using Xunit;

namespace EduConnect.Core.Tests.Activation;

/// <summary>What a former system must be, which keys it may have, and how <c>FrEduVecteur</c> is read.</summary>
[Trait("Row", "#65")]
public sealed class FormerSystemRulesTests
{
    private static readonly ECDsa Ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA Rsa = RSA.Create(2048);

    [Fact]
    public void A_good_one_has_no_breach_and_each_mistake_has_one()
    {
        Assert.Empty(Breaches(_ => { }));
        Assert.Single(Breaches(system => system.Code = "Ent"));
        Assert.Single(Breaches(system => system.Code = "ent\n"));
        Assert.Single(Breaches(system => system.Name = " "));
        Assert.Single(Breaches(system => system.Mode = ActivationMode.School));
        Assert.Single(Breaches(system => system.Academies = []));
        Assert.Single(Breaches(system => system.Academies = ["Rennes"]));
        Assert.Single(Breaches(system => system.Schools = ["33"]));
        Assert.Single(Breaches(system => system.ReturnAddresses = ["http://ent.example/"]));
        Assert.Single(Breaches(system => system.ReturnAddresses = ["javascript:alert(1)"]));
        Assert.Single(Breaches(system => system.PublicKeys = "{}"));
    }

    [Fact]
    public void Keys_in_PEM_become_a_key_set()
    {
        foreach (var pem in new[] { Ec.ExportSubjectPublicKeyInfoPem(), Rsa.ExportSubjectPublicKeyInfoPem(), Certificate() })
        {
            var keys = FormerSystemKeys.Read(pem);
            Assert.NotNull(keys);
            Assert.Null(FormerSystemKeys.Breach(keys));
        }
    }

    [Fact]
    public void Private_weak_double_and_unreadable_keys_are_refused()
    {
        using var small = RSA.Create(1024);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Assert.Null(FormerSystemKeys.Read(Ec.ExportPkcs8PrivateKeyPem()));
        Assert.Null(FormerSystemKeys.Read(other.ExportSubjectPublicKeyInfoPem()));
        Assert.Null(FormerSystemKeys.Read(Ec.ExportSubjectPublicKeyInfoPem() + "\n" + Rsa.ExportSubjectPublicKeyInfoPem()));
        Assert.Null(FormerSystemKeys.Read("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"));
        Assert.NotNull(FormerSystemKeys.Breach(FormerSystemKeys.Read(small.ExportSubjectPublicKeyInfoPem())!));
        Assert.NotNull(FormerSystemKeys.Breach("not a key set"));
        Assert.NotNull(FormerSystemKeys.Breach(Set(new Dictionary<string, string> { ["kty"] = "oct", ["k"] = "AAAA" })));
        var key = JsonDocument.Parse(FormerSystemKeys.Read(Ec.ExportSubjectPublicKeyInfoPem())!).RootElement.GetProperty("keys")[0].Deserialize<Dictionary<string, string>>()!;
        Assert.NotNull(FormerSystemKeys.Breach(Set(key, key)));
        Assert.Null(FormerSystemKeys.Breach(Set(new(key) { ["kid"] = "1" }, new(key) { ["kid"] = "2" })));
        Assert.NotNull(FormerSystemKeys.Breach(Set(new Dictionary<string, string>(key) { ["use"] = "enc" })));
        Assert.NotNull(FormerSystemKeys.Breach(Set(new Dictionary<string, string>(key) { ["d"] = "AAAA" })));
        Assert.NotNull(FormerSystemKeys.Breach(Set(new Dictionary<string, string>(key) { ["x"] = "é" })));
    }

    [Theory]
    [InlineData("2|MOREL|Claire|6100231|0501234A", true)]
    [InlineData("4|||6100231|0501234a", true)]
    [InlineData("2|MOREL|Claire|6100231", false)]
    [InlineData("2|MOREL|Claire|6100231|0501234A|", false)]
    [InlineData("5|MOREL|Claire|6100231|0501234A", false)]
    [InlineData("42|MOREL|Claire|6100231|0501234A", false)]
    [InlineData("2|MOREL|Claire||0501234A", false)]
    [InlineData("2|MOREL|Claire|6100231|050123AA", false)]
    [InlineData("2|MOREL|Cl\u0000aire|6100231|0501234A", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_vector_has_five_fields(string? text, bool good) => Assert.Equal(good, SchoolVector.Parse(text) is { PupilNumber: "6100231", Uai: "0501234A" });

    private static IReadOnlyList<string> Breaches(Action<FormerSystem> change)
    {
        var system = new FormerSystem { Code = "ent-13.example", Name = "ENT", Mode = ActivationMode.Ent, Academies = ["13"], PublicKeys = FormerSystemKeys.Read(Ec.ExportSubjectPublicKeyInfoPem())!, ReturnAddresses = ["https://ent.example/"] };
        change(system);
        return FormerSystemRules.Breaches(system);
    }

    private static string Certificate()
    {
        var request = new CertificateRequest("CN=ent.example", Rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        return certificate.ExportCertificatePem();
    }

    private static string Set(params Dictionary<string, string>[] keys) => JsonSerializer.Serialize(new { keys });
}
