//! Writes a trained network in whole numbers, for [`crate::network::Network::read`].

use super::network::{Net, Part};
use ndarray::{Array2, ArrayView1};

/// The network's file.
pub(crate) fn pack(net: &Net) -> Vec<u8> {
    let mut out = Vec::new();
    for table in &net.tables {
        let step = step(table.iter());
        out.extend((table.nrows() as u32).to_le_bytes());
        out.extend((table.ncols() as u16).to_le_bytes());
        out.extend(step.to_le_bytes());
        out.extend(table.iter().map(|&value| whole(value, step)));
    }
    out.push(net.size.layers as u8);
    for weights in net.weights[..6 * net.size.layers].as_chunks::<3>().0 {
        let [input, past, bias] = weights;
        matrix(input, Some(bias), &mut out);
        matrix(past, None, &mut out);
    }
    use Part as P;
    for (weights, bias) in [
        (P::Tag, Some(P::TagBias)),
        (P::Dependent, Some(P::DependentBias)),
        (P::Head, Some(P::HeadBias)),
        (P::Pair, Some(P::PairBias)),
        (P::LabelDependent, Some(P::LabelDependentBias)),
        (P::LabelHead, None),
        (P::Label, Some(P::LabelBias)),
    ] {
        matrix(net.part(weights), bias.map(|bias| net.part(bias)), &mut out);
    }
    for vector in [P::Root, P::LabelRoot] {
        out.extend(net.part(vector).iter().flat_map(|value| value.to_le_bytes()));
    }
    out
}

/// One row for each output, each cut as finely as its largest weight allows.
fn matrix(weights: &Array2<f32>, bias: Option<&Array2<f32>>, out: &mut Vec<u8>) {
    out.extend((weights.nrows() as u16).to_le_bytes());
    out.extend((weights.ncols() as u16).to_le_bytes());
    let steps: Vec<f32> = weights.columns().into_iter().map(|column| step(column.iter())).collect();
    out.extend(steps.iter().flat_map(|step| step.to_le_bytes()));
    let nothing = Array2::zeros((1, weights.ncols()));
    out.extend(bias.unwrap_or(&nothing).iter().flat_map(|value| value.to_le_bytes()));
    let row = |(column, step): (ArrayView1<f32>, &f32)| -> Vec<u8> {
        column.iter().map(|&weight| whole(weight, *step)).collect()
    };
    out.extend(weights.columns().into_iter().zip(&steps).flat_map(row));
}

/// What one step is worth so that the largest value has 127.
fn step<'a>(values: impl Iterator<Item = &'a f32>) -> f32 {
    let most = values.fold(0f32, |most, value| most.max(value.abs()));
    if most > 0.0 { most / 127.0 } else { 1.0 }
}

fn whole(value: f32, step: f32) -> u8 {
    ((value / step).round() as i8) as u8
}
