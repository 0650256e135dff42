using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform.Crypto;

namespace EduConnect.Core.Campaigns;

/// <summary>Leaked passwords between the reading of a list and their comparison: never in clear in a store, each bound to its line.</summary>
public sealed class LeakedPasswords(SealedBytes seals)
{
    /// <summary>Encrypts one.</summary>
    public byte[] Seal(Guid campaign, int number, PasswordText password)
    {
        ArgumentNullException.ThrowIfNull(password);
        return password.WithBytes(bytes => seals.Seal(KeyPurpose.LeakedPasswords, bytes.Span, Context(campaign, number)));
    }

    /// <summary>Opens one; null when the line has none or its key is gone.</summary>
    public PasswordText? Open(CampaignLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (line.SealedPassword is null || seals.Open(KeyPurpose.LeakedPasswords, line.SealedPassword, Context(line.CampaignId, line.Number)) is not { } bytes)
        {
            return null;
        }

        var password = PasswordText.From(Encoding.UTF8.GetString(bytes));
        CryptographicOperations.ZeroMemory(bytes);
        return password;
    }

    private static byte[] Context(Guid campaign, int number)
    {
        var context = new byte[20];
        campaign.TryWriteBytes(context, bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(context.AsSpan(16), number);
        return context;
    }
}
