//! The model: a weight of each feature for each class, and how far its answers can be trusted.

/// Speaks ill, neither, speaks well.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Speaks ill of the party.
    Negative,
    /// Neither.
    Neutral,
    /// Speaks well of it.
    Positive,
}

impl Class {
    /// All classes, in the order of the weights.
    pub const ALL: [Class; 3] = [Class::Negative, Class::Neutral, Class::Positive];

    /// −1, 0 or +1.
    pub fn sign(self) -> i32 {
        self as i32 - 1
    }
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answer {
    /// What the sentence says of the party.
    pub class: Class,
    /// How far the class leads the next one.
    pub lead: f64,
    /// The share of answers with such a lead that are right.
    pub trust: f64,
}

/// Leads from which a share of the answers is right, rising.
pub type Trust = Vec<(f32, f32)>;

/// A linear model. Its file holds, in little-endian numbers, the count of features, their hashes, sorted, three weights of a byte
/// each, and the steps of trust.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    features: Vec<u32>,
    weights: Vec<[i8; 3]>,
    trust: Trust,
}

/// So many steps of trust.
pub(crate) const STEPS: usize = 5;

impl Model {
    /// From features, sorted, and their weights.
    pub(crate) fn new(features: Vec<u32>, weights: Vec<[i8; 3]>, trust: Trust) -> Self {
        Model { features, weights, trust }
    }

    /// The model that is built in.
    ///
    /// # Errors
    /// If the file is not one that [`Model::to_bytes`] wrote.
    pub fn embedded() -> Result<Self, String> {
        Model::from_bytes(include_bytes!("../model/stance.bin"))
            .ok_or_else(|| "the model is damaged".to_owned())
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let number = |bytes: &[u8]| bytes.try_into().map(u32::from_le_bytes).ok();
        let count = number(bytes.get(..4)?)? as usize;
        let (hashes, rest) = bytes.get(4..)?.split_at_checked(count.checked_mul(4)?)?;
        let (weights, rest) = rest.split_at_checked(count.checked_mul(3)?)?;
        let features: Vec<u32> = hashes.chunks_exact(4).map(number).collect::<Option<_>>()?;
        let weights = weights.chunks_exact(3).map(|w| [w[0] as i8, w[1] as i8, w[2] as i8]).collect();
        let float = |bytes: &[u8]| number(bytes).map(f32::from_bits);
        let trust = rest.chunks_exact(8).map(|s| Some((float(&s[..4])?, float(&s[4..])?)));
        let trust = trust.collect::<Option<Trust>>()?;
        let sound = features.is_sorted() && trust.len() == STEPS && rest.len() == STEPS * 8;
        sound.then_some(Model { features, weights, trust })
    }

    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = (self.features.len() as u32).to_le_bytes().to_vec();
        bytes.extend(self.features.iter().flat_map(|f| f.to_le_bytes()));
        bytes.extend(self.weights.iter().flatten().map(|&w| w as u8));
        bytes.extend(
            self.trust.iter().flat_map(|(lead, share)| [lead.to_le_bytes(), share.to_le_bytes()].concat()),
        );
        bytes
    }

    /// What a sentence with these features says of the party. Whole numbers decide, so that every machine answers the same.
    pub fn ask(&self, features: &[u32]) -> Answer {
        let mut sums = [0_i32; 3];
        for feature in features {
            if let Ok(at) = self.features.binary_search(feature) {
                for (sum, weight) in sums.iter_mut().zip(self.weights[at]) {
                    *sum += i32::from(weight);
                }
            }
        }
        let mut order = [0, 1, 2];
        order.sort_by_key(|&class| std::cmp::Reverse(sums[class]));
        let lead = f64::from(sums[order[0]] - sums[order[1]]) / (features.len().max(1) as f64).sqrt();
        let step = self.trust.iter().rev().find(|(from, _)| f64::from(*from) <= lead);
        let trust = step.or(self.trust.first()).map_or(0.5, |&(_, share)| f64::from(share));
        Answer { class: Class::ALL[order[0]], lead, trust }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_model_is_sound_and_small() {
        let model = Model::embedded().unwrap();
        assert!(model.to_bytes().len() < 1_000_000);
        assert_eq!(model.to_bytes(), include_bytes!("../model/stance.bin"));
    }

    #[test]
    fn damaged_bytes_are_refused() {
        let bytes = Model::new(vec![1, 2], vec![[1, 0, -1]; 2], vec![(0.0, 0.5); STEPS]).to_bytes();
        assert!(Model::from_bytes(&bytes).is_some());
        assert!((0..bytes.len()).all(|cut| Model::from_bytes(&bytes[..cut]).is_none()));
    }
}
