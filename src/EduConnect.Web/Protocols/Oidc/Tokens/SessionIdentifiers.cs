using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Web.Protocols.Oidc.Tokens;

/// <summary>
/// The <c>sid</c> of a session for one service: the session's identifier (128 random bits) as one AES-256 block under a key of that
/// service. Two services cannot compare theirs, and we can read it back without storing anything.
/// </summary>
internal sealed class SessionIdentifiers(KeyRing ring)
{
    private readonly byte[] _root = ring.Current(KeyPurpose.PairwiseSubjects).Secret;

    /// <summary>The <c>sid</c> a service is given: 32 hexadecimal digits.</summary>
    public string For(string clientId, Guid sessionId)
    {
        using var aes = Cipher(clientId);
        return Convert.ToHexStringLower(aes.EncryptEcb(sessionId.ToByteArray(), PaddingMode.None));
    }

    /// <summary>The session a service means; null for what is not a <c>sid</c>.</summary>
    public Guid? Read(string clientId, string sid)
    {
        Span<byte> block = stackalloc byte[16];
        if (Convert.FromHexString(sid, block, out _, out var written) is not System.Buffers.OperationStatus.Done || written != block.Length)
        {
            return null;
        }

        using var aes = Cipher(clientId);
        return new Guid(aes.DecryptEcb(block, PaddingMode.None));
    }

    private Aes Cipher(string clientId)
    {
        var aes = Aes.Create();
        aes.Key = HMACSHA256.HashData(_root, Encoding.UTF8.GetBytes($"sid\n{clientId}"));
        return aes;
    }
}
