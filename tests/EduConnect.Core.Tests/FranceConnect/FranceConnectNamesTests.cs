using EduConnect.Core.FranceConnect;
using Xunit;

namespace EduConnect.Core.Tests.FranceConnect;

/// <summary>Names of the FranceConnect sandbox identities against names as schools write them (federation reference d.5, d.8).</summary>
public sealed class FranceConnectNamesTests
{
    [Theory]
    [InlineData("DUBOIS", null, "Angela|Claire|Louise", "Dubois", "Dubois", "Angela")]
    [InlineData("DUBOIS", null, "Angela|Claire|Louise", "DUBOIS", "", "Angela Claire")]
    [InlineData("DUBOIS", null, "Angela|Claire|Louise", "Martin", "Dubois", "ANGELA")]
    [InlineData("MERCIER", "DUBOIS", "Pierre", "Dubois", "Dubois", "Pierre")]
    [InlineData("MERCIER", "DUBOIS", "Pierre", "Mercier", "Mercier", "Pierre")]
    [InlineData("TROIS-DUPRE", null, "Melissandre|Juliette", "Trois Dupré", "Trois Dupré", "Mélissandre")]
    [InlineData("HUCHE", null, "Anne-Laure", "Huché", "Huché", "Anne Laure")]
    [InlineData("HUCHE", null, "Anne|Laure", "Huche", "Huche", "Anne-Laure")]
    [InlineData("DUBINÔRE", null, "Joëlle|Françoise", "Dubinore", "Dubinore", "Joelle")]
    [InlineData("D'ARC LE GOFF", null, "Œdipe", "d’Arc-Le Goff", "", "Oedipe")]
    public void The_same_person(string family, string? preferred, string given, string recordFamily, string recordUsual, string recordFirst) =>
        Assert.True(FranceConnectNames.Match(Person(family, preferred, given), recordFamily, recordUsual, recordFirst));

    [Theory]
    [InlineData("DUBOIS", null, "Angela|Claire|Louise", "Dupont", "Dupont", "Angela")]
    [InlineData("DUBOIS", null, "Angela|Claire|Louise", "Dubois", "Dubois", "Claire")]
    [InlineData("DUBOIS", null, "Angela|Claire|Louise", "Dubois", "Dubois", "Angel")]
    [InlineData("DUBOIS", null, "Angela|Claire|Louise", "Dubois", "Dubois", "")]
    [InlineData("DUBOIS", null, "Jean-Pierre", "Dubois", "Dubois", "Jean")]
    [InlineData("", null, "Anne-Laure", "", "", "Anne-Laure")]
    [InlineData("", null, "Anne-Laure", "Huche", "", "Anne-Laure")]
    [InlineData("MERCIER", "", "Pierre", "Dubois", "", "Pierre")]
    [InlineData("DUBOIS", null, "", "Dubois", "Dubois", "")]
    public void Somebody_else(string family, string? preferred, string given, string recordFamily, string recordUsual, string recordFirst) =>
        Assert.False(FranceConnectNames.Match(Person(family, preferred, given), recordFamily, recordUsual, recordFirst));

    private static FranceConnectPerson Person(string family, string? preferred, string given) => new("sub", family, preferred, given.Split('|'), null, null);
}
