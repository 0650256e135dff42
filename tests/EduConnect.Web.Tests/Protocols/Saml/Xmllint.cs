using System.Diagnostics;
using System.Text;
using EduConnect.Testing;

namespace EduConnect.Web.Tests.Protocols.Saml;

/// <summary>
/// libxml2's xmllint with the schemas of OASIS and W3C, from the Debian packages opensaml-schemas and xmltooling-schemas: the second opinion on the form of messages.
/// Offline: the addresses inside the schemas are led to the files by a catalogue.
/// </summary>
internal static class Xmllint
{
    private const string Oasis = "/usr/share/xml/opensaml";
    private const string W3C = "/usr/share/xml/xmltooling";

    private static readonly string Schema = $"""
        <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
          <xs:import namespace="urn:oasis:names:tc:SAML:2.0:protocol" schemaLocation="file://{Oasis}/saml-schema-protocol-2.0.xsd"/>
          <xs:import namespace="urn:oasis:names:tc:SAML:2.0:metadata" schemaLocation="file://{Oasis}/saml-schema-metadata-2.0.xsd"/>
          <xs:import namespace="http://www.w3.org/2009/xmlenc11#" schemaLocation="file://{W3C}/xenc11-schema.xsd"/>
        </xs:schema>
        """;

    private static readonly string Catalogue = $"""
        <catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
          <system systemId="http://www.w3.org/TR/2002/REC-xmldsig-core-20020212/xmldsig-core-schema.xsd" uri="{W3C}/xmldsig-core-schema.xsd"/>
          <system systemId="http://www.w3.org/TR/2002/REC-xmlenc-core-20021210/xenc-schema.xsd" uri="{W3C}/xenc-schema.xsd"/>
          <system systemId="http://www.w3.org/2001/xml.xsd" uri="{W3C}/xml.xsd"/>
        </catalog>
        """;

    /// <summary>What is wrong with a message; empty when it is as the schemas want it.</summary>
    public static async Task<string> FaultsAsync(string xml)
    {
        var tool = Require.Executable("xmllint");
        Require.Component(File.Exists($"{Oasis}/saml-schema-protocol-2.0.xsd"), "the Debian package opensaml-schemas is not installed");
        Require.Component(File.Exists($"{W3C}/xmldsig-core-schema.xsd"), "the Debian package xmltooling-schemas is not installed");
        var folder = Directory.CreateTempSubdirectory("educonnect-xmllint-").FullName;
        try
        {
            foreach (var (name, text) in new[] { ("message.xml", xml), ("all.xsd", Schema), ("catalog.xml", Catalogue) })
            {
                await File.WriteAllTextAsync(Path.Combine(folder, name), text, new UTF8Encoding(false));
            }

            var start = new ProcessStartInfo(tool, ["--nonet", "--noout", "--schema", "all.xsd", "message.xml"]) { WorkingDirectory = folder, RedirectStandardError = true, UseShellExecute = false };
            start.Environment["XML_CATALOG_FILES"] = Path.Combine(folder, "catalog.xml");
            using var process = Process.Start(start)!;
            var words = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return process.ExitCode == 0 ? string.Empty : $"{words}\n{xml}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
