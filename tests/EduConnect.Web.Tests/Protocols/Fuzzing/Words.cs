namespace EduConnect.Web.Tests.Protocols.Fuzzing;

/// <summary>What readers of both protocols look for: damage made of it goes deeper than noise.</summary>
internal static class Words
{
    public static IReadOnlyList<string> All { get; } =
    [
        "client_id=", "&redirect_uri=https://rp.example/cb", "&response_type=code", "&response_type=code%20id_token", "&scope=openid", "&prompt=none", "&prompt=login%20none", "&max_age=0", "&max_age=-1",
        "&response_mode=form_post", "&request=eyJhbGciOiJub25lIn0.e30.", "&request_uri=urn:x", "&claims=%7B%22id_token%22%3A%7B%7D%7D", "&code_challenge_method=plain", "&acr_values=eleve",
        "&ui_locales=fr", "&id_token_hint=eyJhbGciOiJub25lIn0.e30.", "&login_hint=a", "grant_type=refresh_token", "&client_assertion=", "Bearer ", "Basic ", "eyJhbGciOiJIUzI1NiJ9",
        "{\"userinfo\":{\"sub\":null}}", "{\"a\":", "[[[[[[[[", "SAMLRequest=", "&RelayState=", "&SigAlg=", "&Signature=", "&SAMLEncoding=",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "<!-- -->", "<?x y?>", "<![CDATA[", "xmlns:a=\"b\" ", " ID=\"_a\"", " Version=\"2.0\"", "<saml:Issuer>", "</saml:Issuer>", "<samlp:NameIDPolicy AllowCreate=\"1\"/>",
        "<samlp:RequestedAuthnContext Comparison=\"minimum\">", "<saml:Subject><saml:NameID>a</saml:NameID></saml:Subject>", " IssueInstant=\"0001-01-01T00:00:00Z\"", " IssueInstant=\"9999-12-31T23:59:59.9999999+14:00\"",
        " AssertionConsumerServiceIndex=\"65536\"", "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"/>", " Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"", "#xpointer(/)", "<md:EntityDescriptor>",
        "https://[::1", "https://a@b/", "javascript:", "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST",
    ];
}
